CREATE TABLE "drift_findings" (
	"id" serial PRIMARY KEY NOT NULL,
	"checked_at" timestamp with time zone NOT NULL,
	"institution" text NOT NULL,
	"model_version" integer NOT NULL,
	"feature" text,
	"psi" double precision,
	"calibration_slope" double precision,
	"cases" integer NOT NULL,
	"drifted" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "prediction_outcomes" (
	"prediction_id" uuid PRIMARY KEY NOT NULL,
	"institution" text NOT NULL,
	"readmitted" boolean NOT NULL,
	"observed_on" date NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	"actor" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "served_feature_counts" (
	"institution" text NOT NULL,
	"model_version" integer NOT NULL,
	"served_on" date NOT NULL,
	"feature" text NOT NULL,
	"bin" smallint NOT NULL,
	"served" bigint NOT NULL,
	CONSTRAINT "served_feature_counts_key" PRIMARY KEY("institution","model_version","served_on","feature","bin")
);
--> statement-breakpoint
CREATE TABLE "served_predictions" (
	"prediction_id" uuid PRIMARY KEY NOT NULL,
	"institution" text NOT NULL,
	"model_version" integer NOT NULL,
	"served_on" date NOT NULL,
	"probability" real NOT NULL
);
--> statement-breakpoint
ALTER TABLE "prediction_outcomes" ADD CONSTRAINT "prediction_outcomes_of_served" FOREIGN KEY ("prediction_id") REFERENCES "public"."served_predictions"("prediction_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "drift_findings_checked_at" ON "drift_findings" USING btree ("checked_at");