CREATE TABLE "trusted_clients" (
	"id" serial PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"issuer" text NOT NULL,
	"tenant" text,
	"jwks_url" text,
	"jwks" jsonb,
	"algorithms" text[] NOT NULL,
	"institution" text NOT NULL,
	"uses" text[] NOT NULL,
	"scopes" text[] NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "trusted_clients_one_source" CHECK (("trusted_clients"."jwks_url" is null) <> ("trusted_clients"."jwks" is null))
);
--> statement-breakpoint
CREATE TABLE "used_assertions" (
	"client" integer NOT NULL,
	"jti_sha256" "bytea" NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "used_assertions_client_jti_sha256_pk" PRIMARY KEY("client","jti_sha256")
);
--> statement-breakpoint
ALTER TABLE "used_assertions" ADD CONSTRAINT "used_assertions_client_trusted_clients_id_fk" FOREIGN KEY ("client") REFERENCES "public"."trusted_clients"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "trusted_clients_issuer" ON "trusted_clients" USING btree ("issuer",coalesce("tenant", '')) WHERE "trusted_clients"."revoked_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "trusted_clients_name" ON "trusted_clients" USING btree ("name") WHERE "trusted_clients"."revoked_at" is null;--> statement-breakpoint
CREATE INDEX "used_assertions_expires_at" ON "used_assertions" USING btree ("expires_at");