CREATE TABLE "api_keys" (
	"key_sha256" "bytea" PRIMARY KEY NOT NULL,
	"institution" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"revoked_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "audit_head" (
	"id" smallint PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL,
	"hash" "bytea" NOT NULL,
	"seal" "bytea" NOT NULL,
	CONSTRAINT "audit_head_single" CHECK ("audit_head"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE "audit_rows" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"id" uuid NOT NULL,
	"time" timestamp with time zone NOT NULL,
	"kind" text NOT NULL,
	"institution" text,
	"actor" text NOT NULL,
	"purpose" text,
	"subject" text,
	"input_digest" "bytea",
	"model_name" text,
	"model_version" integer,
	"model_sha256" "bytea",
	"score_band" smallint,
	"decision" text,
	"outcome" text NOT NULL,
	"request_id" text,
	"details" jsonb,
	"previous_hash" "bytea" NOT NULL,
	"hash" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "fhir_resources" (
	"institution" text NOT NULL,
	"type" text NOT NULL,
	"id" text NOT NULL,
	"version" text NOT NULL,
	"last_updated" timestamp with time zone,
	"patient" text NOT NULL,
	"content" jsonb NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "fhir_resources_institution_type_id_pk" PRIMARY KEY("institution","type","id")
);
--> statement-breakpoint
CREATE TABLE "model_versions" (
	"version" serial PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"sha256" text NOT NULL,
	"file" "bytea" NOT NULL,
	"source" text NOT NULL,
	"metrics" jsonb NOT NULL,
	"decision" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"promoted_at" timestamp with time zone,
	"serving_since" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "service_facts" (
	"name" text PRIMARY KEY NOT NULL,
	"value" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "training_runs" (
	"id" serial PRIMARY KEY NOT NULL,
	"status" text NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"completed_at" timestamp with time zone,
	"patients" integer NOT NULL,
	"samples" integer,
	"roc_auc" double precision,
	"current_roc_auc" double precision,
	"error" text,
	"candidate_version" integer,
	"decision" jsonb,
	"owner" uuid NOT NULL,
	"heartbeat_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" serial PRIMARY KEY NOT NULL,
	"username" text NOT NULL,
	"password_hash" text NOT NULL,
	"role" text NOT NULL,
	"institution" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "users_role" CHECK ("users"."role" in ('admin', 'user'))
);
--> statement-breakpoint
CREATE INDEX "api_keys_institution" ON "api_keys" USING btree ("institution");--> statement-breakpoint
CREATE UNIQUE INDEX "audit_rows_id" ON "audit_rows" USING btree ("id");--> statement-breakpoint
CREATE INDEX "fhir_resources_patient" ON "fhir_resources" USING btree ("institution","patient");--> statement-breakpoint
CREATE UNIQUE INDEX "model_versions_sha256" ON "model_versions" USING btree ("sha256");--> statement-breakpoint
CREATE UNIQUE INDEX "model_versions_one_serving" ON "model_versions" USING btree ((true)) WHERE "model_versions"."serving_since" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "training_runs_one_running" ON "training_runs" USING btree ((true)) WHERE "training_runs"."status" = 'running';--> statement-breakpoint
CREATE UNIQUE INDEX "users_username" ON "users" USING btree ("username");