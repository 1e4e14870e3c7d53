CREATE TABLE "decision_notes" (
	"audit_id" uuid PRIMARY KEY NOT NULL,
	"institution" text,
	"note" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id_sha256" "bytea" PRIMARY KEY NOT NULL,
	"user_id" integer,
	"provided" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "sessions_one_actor" CHECK (("sessions"."user_id" is null) <> ("sessions"."provided" is null))
);
--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "id" serial NOT NULL;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "source" text DEFAULT 'environment' NOT NULL;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "label" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "created_by" text;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "expires_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "model_versions" ADD COLUMN "evaluation" jsonb;--> statement-breakpoint
ALTER TABLE "training_runs" ADD COLUMN "progress" real DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "password_version" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sessions_user" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sessions_expires_at" ON "sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "api_keys_id" ON "api_keys" USING btree ("id");--> statement-breakpoint
CREATE INDEX "audit_rows_subject" ON "audit_rows" USING hash ("subject");--> statement-breakpoint
CREATE INDEX "audit_rows_events" ON "audit_rows" USING btree ("seq") WHERE kind <> 'prediction';--> statement-breakpoint
CREATE INDEX "audit_rows_about" ON "audit_rows" USING btree ((details->>'prediction')) WHERE kind <> 'prediction';--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_source" CHECK ("api_keys"."source" in ('environment', 'administrator'));