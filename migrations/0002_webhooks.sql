-- Webhooks: endpoints, what is owed to them and what came of it. Events carry their type where the publisher finds it.
CREATE TABLE "attempts" (
	"endpoint_id" uuid NOT NULL,
	"event_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"request_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"duration" integer NOT NULL,
	"status" smallint,
	"code" text NOT NULL,
	"excerpt" text,
	CONSTRAINT "attempts_endpoint_id_event_id_number_pk" PRIMARY KEY("endpoint_id","event_id","number")
);
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"endpoint_id" uuid NOT NULL,
	"event_id" uuid NOT NULL,
	"stream_id" uuid NOT NULL,
	"sequence" integer NOT NULL,
	"type" text NOT NULL,
	"state" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"failures" smallint DEFAULT 0 NOT NULL,
	"due_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"leased_until" timestamp (3) with time zone,
	"is_ordered" boolean NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"settled_at" timestamp (3) with time zone,
	"code" text,
	CONSTRAINT "deliveries_endpoint_id_event_id_pk" PRIMARY KEY("endpoint_id","event_id")
-- Room on each page, so that claiming a row moves it no further than that page; and its old versions go soon.
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);
--> statement-breakpoint
CREATE TABLE "endpoint_secrets" (
	"id" uuid PRIMARY KEY NOT NULL,
	"endpoint_id" uuid NOT NULL,
	"signature" text NOT NULL,
	"sealed" text NOT NULL,
	"public_key" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "endpoints" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"url" text NOT NULL,
	"description" text,
	"types" text[] NOT NULL,
	"donations" uuid[],
	"programmes" text[],
	"roles" text[],
	"header_names" text[] DEFAULT '{}' NOT NULL,
	"headers" text,
	"rate_limit" integer,
	"is_ordered" boolean DEFAULT false NOT NULL,
	"settings_version" integer DEFAULT 1 NOT NULL,
	"paced_until" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "recoveries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"endpoint_id" uuid NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"until" timestamp (3) with time zone NOT NULL,
	"position" bigint NOT NULL,
	"end" bigint NOT NULL,
	"resent" integer DEFAULT 0 NOT NULL,
	"added" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "donations" ADD COLUMN "programme" text;--> statement-breakpoint
ALTER TABLE "publications" ADD COLUMN "type" text;--> statement-breakpoint
UPDATE "publications" p SET "type" = (e."body"::json)->>'type' FROM "events" e
	WHERE e."stream_id" = p."stream_id" AND e."sequence" = p."sequence";--> statement-breakpoint
ALTER TABLE "publications" ALTER COLUMN "type" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "unpublished" ADD COLUMN "event_id" uuid;--> statement-breakpoint
ALTER TABLE "unpublished" ADD COLUMN "type" text;--> statement-breakpoint
UPDATE "unpublished" u SET "event_id" = e."id", "type" = (e."body"::json)->>'type' FROM "events" e
	WHERE e."stream_id" = u."stream_id" AND e."sequence" = u."sequence";--> statement-breakpoint
ALTER TABLE "unpublished" ALTER COLUMN "event_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "unpublished" ALTER COLUMN "type" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "endpoint_secrets" ADD CONSTRAINT "endpoint_secrets_endpoint_id_endpoints_id_fk" FOREIGN KEY ("endpoint_id") REFERENCES "public"."endpoints"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "endpoints" ADD CONSTRAINT "endpoints_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recoveries" ADD CONSTRAINT "recoveries_endpoint_id_endpoints_id_fk" FOREIGN KEY ("endpoint_id") REFERENCES "public"."endpoints"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "deliveries_due" ON "deliveries" USING btree ("endpoint_id","due_at") WHERE "deliveries"."state" = 'pending';--> statement-breakpoint
CREATE INDEX "deliveries_order" ON "deliveries" USING btree ("endpoint_id","stream_id","sequence") WHERE "deliveries"."settled_at" is null and "deliveries"."is_ordered";--> statement-breakpoint
CREATE INDEX "deliveries_pending" ON "deliveries" USING btree ("endpoint_id","event_id") WHERE "deliveries"."state" like 'pending';--> statement-breakpoint
CREATE INDEX "deliveries_exhausted" ON "deliveries" USING btree ("endpoint_id","event_id") WHERE "deliveries"."state" = 'exhausted';--> statement-breakpoint
CREATE INDEX "endpoint_secrets_endpoint" ON "endpoint_secrets" USING btree ("endpoint_id","id");--> statement-breakpoint
CREATE INDEX "endpoints_organization" ON "endpoints" USING btree ("organization_id","id");--> statement-breakpoint
CREATE INDEX "recoveries_endpoint" ON "recoveries" USING btree ("endpoint_id","id");--> statement-breakpoint
CREATE INDEX "recoveries_open" ON "recoveries" USING btree ("id") WHERE "recoveries"."finished_at" is null;--> statement-breakpoint
CREATE INDEX "donations_programme" ON "donations" USING btree ("programme","id") WHERE "donations"."programme" is not null;