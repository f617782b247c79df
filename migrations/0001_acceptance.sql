-- The hospital's acceptance: protocols and additional checks, links that need no login, what was signed, and papers.
CREATE TABLE "acts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"donation_id" uuid NOT NULL,
	"shipment_id" uuid NOT NULL,
	"languages" text[] NOT NULL,
	"sha256" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "additional_checks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"equipment_type_id" uuid NOT NULL,
	"name" text NOT NULL,
	"definition" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"withdrawn_at" timestamp (3) with time zone,
	CONSTRAINT "additional_checks_name_key" UNIQUE("organization_id","equipment_type_id","name")
);
--> statement-breakpoint
CREATE TABLE "attachments" (
	"donation_id" uuid NOT NULL,
	"sha256" text NOT NULL,
	"id" uuid NOT NULL,
	"media_type" text NOT NULL,
	"bytes" integer NOT NULL,
	"width" integer,
	"height" integer,
	"name" text NOT NULL,
	"organization_id" uuid,
	"link_id" uuid,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"stored_at" timestamp (3) with time zone,
	"referenced_at" timestamp (3) with time zone,
	CONSTRAINT "attachments_donation_id_sha256_pk" PRIMARY KEY("donation_id","sha256"),
	CONSTRAINT "attachments_id_key" UNIQUE("id"),
	CONSTRAINT "attachments_sender" CHECK (num_nonnulls("attachments"."organization_id", "attachments"."link_id") = 1)
);
--> statement-breakpoint
CREATE TABLE "confirmation_links" (
	"id" uuid PRIMARY KEY NOT NULL,
	"shipment_id" uuid NOT NULL,
	"issued_by" uuid NOT NULL,
	"hash" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "confirmation_links_hash_key" UNIQUE("hash")
);
--> statement-breakpoint
CREATE TABLE "confirmations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"donation_id" uuid NOT NULL,
	"shipment_id" uuid NOT NULL,
	"link_id" uuid,
	"language" text NOT NULL,
	"text" text NOT NULL,
	"text_sha256" text NOT NULL,
	"signer_name" text NOT NULL,
	"signer_position" text NOT NULL,
	"submission" text NOT NULL,
	"units" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "equipment_types" ADD COLUMN "protocol" text DEFAULT 'generic-device' NOT NULL;--> statement-breakpoint
ALTER TABLE "acts" ADD CONSTRAINT "acts_donation_id_donations_id_fk" FOREIGN KEY ("donation_id") REFERENCES "public"."donations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "acts" ADD CONSTRAINT "acts_shipment_id_shipments_id_fk" FOREIGN KEY ("shipment_id") REFERENCES "public"."shipments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "additional_checks" ADD CONSTRAINT "additional_checks_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "additional_checks" ADD CONSTRAINT "additional_checks_equipment_type_id_equipment_types_id_fk" FOREIGN KEY ("equipment_type_id") REFERENCES "public"."equipment_types"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_donation_id_donations_id_fk" FOREIGN KEY ("donation_id") REFERENCES "public"."donations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_link_id_confirmation_links_id_fk" FOREIGN KEY ("link_id") REFERENCES "public"."confirmation_links"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "confirmation_links" ADD CONSTRAINT "confirmation_links_shipment_id_shipments_id_fk" FOREIGN KEY ("shipment_id") REFERENCES "public"."shipments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "confirmation_links" ADD CONSTRAINT "confirmation_links_issued_by_organizations_id_fk" FOREIGN KEY ("issued_by") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "confirmations" ADD CONSTRAINT "confirmations_donation_id_donations_id_fk" FOREIGN KEY ("donation_id") REFERENCES "public"."donations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "confirmations" ADD CONSTRAINT "confirmations_shipment_id_shipments_id_fk" FOREIGN KEY ("shipment_id") REFERENCES "public"."shipments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "confirmations" ADD CONSTRAINT "confirmations_link_id_confirmation_links_id_fk" FOREIGN KEY ("link_id") REFERENCES "public"."confirmation_links"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "acts_shipment" ON "acts" USING btree ("shipment_id","id");--> statement-breakpoint
CREATE INDEX "attachments_donation" ON "attachments" USING btree ("donation_id","id");--> statement-breakpoint
CREATE INDEX "attachments_hash" ON "attachments" USING btree ("sha256");--> statement-breakpoint
CREATE INDEX "attachments_unreferenced" ON "attachments" USING btree ("created_at") WHERE "attachments"."referenced_at" is null;--> statement-breakpoint
CREATE INDEX "confirmations_shipment" ON "confirmations" USING btree ("shipment_id","id");