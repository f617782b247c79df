-- The field: what hospitals have and ask for, what gifts stand under, how devices fare, and what keeps those lists with
-- the workflows that say so.
CREATE TABLE "departments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"name" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"profile" jsonb NOT NULL,
	"opens_on" date,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "departments_name_key" UNIQUE("organization_id","name")
);
--> statement-breakpoint
CREATE TABLE "follow_up_links" (
	"id" uuid PRIMARY KEY NOT NULL,
	"donation_id" uuid NOT NULL,
	"issued_by" uuid NOT NULL,
	"hash" text NOT NULL,
	"language" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "follow_up_links_hash_key" UNIQUE("hash")
);
--> statement-breakpoint
CREATE TABLE "holdings" (
	"department_id" uuid NOT NULL,
	"equipment_type_id" uuid NOT NULL,
	"present" integer NOT NULL,
	"working" integer NOT NULL,
	"norm" integer NOT NULL,
	"counted_on" date NOT NULL,
	CONSTRAINT "holdings_department_id_equipment_type_id_pk" PRIMARY KEY("department_id","equipment_type_id")
);
--> statement-breakpoint
CREATE TABLE "item_counts" (
	"donation_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"programme" text NOT NULL,
	"equipment_type_id" uuid NOT NULL,
	"hospital_id" uuid NOT NULL,
	"unit_amount" bigint,
	"currency" text,
	"parties" uuid[] NOT NULL,
	"pledged" integer NOT NULL,
	"contracted" integer NOT NULL,
	"shipped" integer NOT NULL,
	"accepted" integer NOT NULL,
	"in_service" integer NOT NULL,
	CONSTRAINT "item_counts_donation_id_item_id_pk" PRIMARY KEY("donation_id","item_id")
);
--> statement-breakpoint
CREATE TABLE "memoranda" (
	"id" uuid PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"number" text,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"scope" jsonb NOT NULL,
	"texts" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "needs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"hospital_id" uuid NOT NULL,
	"department_id" uuid NOT NULL,
	"equipment_type_id" uuid NOT NULL,
	"region" text,
	"quantity" integer NOT NULL,
	"urgency" text NOT NULL,
	"justification" text NOT NULL,
	"contact_role" text NOT NULL,
	"needed_by" date,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"remaining" integer NOT NULL,
	"rank" smallint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "open_follow_ups" (
	"unit_id" uuid NOT NULL,
	"days" smallint NOT NULL,
	"donation_id" uuid NOT NULL,
	"state" text NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "open_follow_ups_unit_id_days_pk" PRIMARY KEY("unit_id","days")
);
--> statement-breakpoint
CREATE TABLE "programmes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"names" jsonb NOT NULL,
	"owner_id" uuid NOT NULL,
	"memorandum_id" uuid,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"currency" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "programmes_slug_key" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "recalled_units" (
	"recall_id" uuid NOT NULL,
	"unit_id" uuid NOT NULL,
	CONSTRAINT "recalled_units_recall_id_unit_id_pk" PRIMARY KEY("recall_id","unit_id")
);
--> statement-breakpoint
CREATE TABLE "recalls" (
	"id" uuid PRIMARY KEY NOT NULL,
	"owner_id" uuid NOT NULL,
	"part_of_id" uuid,
	"hospital_id" uuid,
	"title" text NOT NULL,
	"reference" text,
	"criteria" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "report_packs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"programme_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"languages" text[] NOT NULL,
	"data" jsonb NOT NULL,
	"sha256" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "equipment_types" ADD COLUMN "requirements" jsonb;--> statement-breakpoint
ALTER TABLE "items" ADD COLUMN "department_id" uuid;--> statement-breakpoint
ALTER TABLE "items" ADD COLUMN "need_id" uuid;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "region" text;--> statement-breakpoint
ALTER TABLE "shipments" ADD COLUMN "origin" text;--> statement-breakpoint
ALTER TABLE "departments" ADD CONSTRAINT "departments_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "follow_up_links" ADD CONSTRAINT "follow_up_links_donation_id_donations_id_fk" FOREIGN KEY ("donation_id") REFERENCES "public"."donations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "follow_up_links" ADD CONSTRAINT "follow_up_links_issued_by_organizations_id_fk" FOREIGN KEY ("issued_by") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "holdings" ADD CONSTRAINT "holdings_department_id_departments_id_fk" FOREIGN KEY ("department_id") REFERENCES "public"."departments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "holdings" ADD CONSTRAINT "holdings_equipment_type_id_equipment_types_id_fk" FOREIGN KEY ("equipment_type_id") REFERENCES "public"."equipment_types"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "needs" ADD CONSTRAINT "needs_hospital_id_organizations_id_fk" FOREIGN KEY ("hospital_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "needs" ADD CONSTRAINT "needs_department_id_departments_id_fk" FOREIGN KEY ("department_id") REFERENCES "public"."departments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "needs" ADD CONSTRAINT "needs_equipment_type_id_equipment_types_id_fk" FOREIGN KEY ("equipment_type_id") REFERENCES "public"."equipment_types"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "programmes" ADD CONSTRAINT "programmes_owner_id_organizations_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "programmes" ADD CONSTRAINT "programmes_memorandum_id_memoranda_id_fk" FOREIGN KEY ("memorandum_id") REFERENCES "public"."memoranda"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recalled_units" ADD CONSTRAINT "recalled_units_recall_id_recalls_id_fk" FOREIGN KEY ("recall_id") REFERENCES "public"."recalls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recalls" ADD CONSTRAINT "recalls_owner_id_organizations_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recalls" ADD CONSTRAINT "recalls_hospital_id_organizations_id_fk" FOREIGN KEY ("hospital_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_packs" ADD CONSTRAINT "report_packs_programme_id_programmes_id_fk" FOREIGN KEY ("programme_id") REFERENCES "public"."programmes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_packs" ADD CONSTRAINT "report_packs_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "follow_up_links_donation" ON "follow_up_links" USING btree ("donation_id","id");--> statement-breakpoint
CREATE INDEX "item_counts_programme" ON "item_counts" USING btree ("programme");--> statement-breakpoint
CREATE INDEX "needs_open" ON "needs" USING btree ("equipment_type_id","rank","id") WHERE "needs"."state" = 'endorsed' and "needs"."remaining" > 0;--> statement-breakpoint
CREATE INDEX "needs_open_region" ON "needs" USING btree ("region","rank","id") WHERE "needs"."state" = 'endorsed' and "needs"."remaining" > 0;--> statement-breakpoint
CREATE INDEX "needs_open_rank" ON "needs" USING btree ("rank","id") WHERE "needs"."state" = 'endorsed' and "needs"."remaining" > 0;--> statement-breakpoint
CREATE INDEX "needs_open_hospital" ON "needs" USING btree ("hospital_id","rank","id") WHERE "needs"."state" = 'endorsed' and "needs"."remaining" > 0;--> statement-breakpoint
CREATE INDEX "open_follow_ups_donation" ON "open_follow_ups" USING btree ("donation_id","unit_id");--> statement-breakpoint
CREATE INDEX "recalls_part" ON "recalls" USING btree ("part_of_id") WHERE "recalls"."part_of_id" is not null;--> statement-breakpoint
CREATE INDEX "report_packs_programme" ON "report_packs" USING btree ("programme_id","organization_id","id");--> statement-breakpoint
CREATE INDEX "items_need" ON "items" USING btree ("need_id") WHERE "items"."need_id" is not null;--> statement-breakpoint
CREATE INDEX "units_maker" ON "units" USING btree (lower("maker"),"id") WHERE "units"."maker" is not null;
--> statement-breakpoint
-- What of needs is open, beside the workflows that say so.
CREATE FUNCTION keep_needs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE needs SET state = NEW.state, remaining = (NEW.context->>'remaining')::integer
  WHERE id = NEW.id AND (state, remaining) IS DISTINCT FROM (NEW.state, (NEW.context->>'remaining')::integer);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER workflows_needs AFTER INSERT OR UPDATE ON workflows FOR EACH ROW
WHEN (NEW.kind = 'need')
EXECUTE FUNCTION keep_needs();
--> statement-breakpoint
-- Which follow-ups await an answer, beside the units' workflows that say so.
CREATE FUNCTION keep_open_follow_ups() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM open_follow_ups WHERE unit_id = NEW.id;
  IF NEW.state <> 'decommissioned' THEN
    INSERT INTO open_follow_ups (unit_id, days, donation_id, state, due_at)
    SELECT NEW.id, f.days, NEW.stream_id, f.state, f."dueAt"
    FROM jsonb_to_recordset(NEW.context->'followUps') AS f(days smallint, state text, "dueAt" timestamptz)
    WHERE f.state <> 'answered';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER workflows_follow_ups AFTER UPDATE ON workflows FOR EACH ROW
WHEN (NEW.kind = 'unit' AND (NEW.context->'followUps' IS DISTINCT FROM OLD.context->'followUps'
  OR NEW.state = 'decommissioned'))
EXECUTE FUNCTION keep_open_follow_ups();
--> statement-breakpoint
-- Units in service since before are asked as well, at what is still to come.
INSERT INTO deadlines (workflow_id, send_id, name, stream_id, event, due_at)
SELECT unit.id, 'followUp' || stage.days, 'followUp' || stage.days, unit.stream_id,
  jsonb_build_object('type', 'deadline.followUp' || stage.days, 'data', jsonb_build_object('days', stage.days),
    'at', unit.context->'service'->>'since'),
  stage.due_at
FROM (SELECT id, stream_id, context, context->>'zone' AS zone, (context->'service'->>'since')::timestamptz AS since
  FROM workflows WHERE kind = 'unit' AND state IN ('inService', 'outOfService')) AS unit
CROSS JOIN LATERAL (SELECT days, (date_trunc('day', unit.since AT TIME ZONE unit.zone)
    + make_interval(days => days + 1)) AT TIME ZONE unit.zone - interval '1 millisecond' AS due_at
  FROM unnest(ARRAY[30, 90, 180, 365]) AS days) AS stage
WHERE stage.due_at > now();
--> statement-breakpoint
-- Progress sums these rows; summed from the donations themselves, ten thousand of them took four times as long as a
-- request may. Whoever changes a donation changes its own rows alone, so that no two wait for each other.
ALTER TABLE item_counts SET (fillfactor = 80);
--> statement-breakpoint
CREATE FUNCTION count_slots(state text, slots jsonb)
RETURNS TABLE (pledged integer, contracted integer, shipped integer, accepted integer, in_service integer)
LANGUAGE sql IMMUTABLE AS $$
  SELECT live.units * (s.open + s.planned + sent.units),
    CASE WHEN state IN ('pledged', 'contracting') THEN 0 ELSE live.units * (s.open + s.planned + sent.units) END,
    live.units * sent.units, live.units * (s.accepted + s."inService"), live.units * s."inService"
  FROM jsonb_to_record(slots) AS s(open integer, planned integer, "inTransit" integer, arrived integer,
    remedying integer, accepted integer, "inService" integer, rejected integer, lost integer)
  CROSS JOIN LATERAL (SELECT s."inTransit" + s.arrived + s.remedying + s.accepted + s."inService" + s.rejected + s.lost
    AS units) sent
  CROSS JOIN (SELECT CASE WHEN state IN ('declined', 'withdrawn', 'expired', 'cancelled') THEN 0 ELSE 1 END AS units) live
$$;
--> statement-breakpoint
-- Where the items of a donation stand that names a campaign, of its row and of what does not change.
CREATE FUNCTION count_items(donation workflows) RETURNS SETOF item_counts LANGUAGE sql STABLE AS $$
  SELECT d.id, i.id, d.programme, i.equipment_type_id,
    (SELECT e.key::uuid FROM jsonb_each(donation.context->'parties') e WHERE e.value ? 'recipient' LIMIT 1),
    i.unit_amount, i.currency, ARRAY(SELECT k::uuid FROM jsonb_object_keys(donation.context->'parties') k),
    n.pledged, n.contracted, n.shipped, n.accepted, n.in_service
  FROM donations d
  JOIN items i ON i.donation_id = d.id
  CROSS JOIN LATERAL count_slots(donation.state, donation.context->'items'->(i.id::text)) n
  WHERE d.id = donation.id AND d.programme IS NOT NULL
$$;
--> statement-breakpoint
CREATE FUNCTION keep_item_counts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO item_counts SELECT * FROM count_items(NEW);
  ELSIF EXISTS (SELECT FROM item_counts WHERE donation_id = NEW.id) THEN
    UPDATE item_counts c SET parties = ARRAY(SELECT k::uuid FROM jsonb_object_keys(NEW.context->'parties') k),
      pledged = n.pledged, contracted = n.contracted, shipped = n.shipped, accepted = n.accepted,
      in_service = n.in_service
    FROM jsonb_each(NEW.context->'items') e CROSS JOIN LATERAL count_slots(NEW.state, e.value) n
    WHERE c.donation_id = NEW.id AND c.item_id = e.key::uuid;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER workflows_new_counts AFTER INSERT ON workflows FOR EACH ROW
WHEN (NEW.kind = 'donation')
EXECUTE FUNCTION keep_item_counts();
--> statement-breakpoint
CREATE TRIGGER workflows_counts AFTER UPDATE ON workflows FOR EACH ROW
WHEN (NEW.kind = 'donation' AND (NEW.state <> OLD.state OR NEW.context->'items' <> OLD.context->'items'
  OR NEW.context->'parties' <> OLD.context->'parties'))
EXECUTE FUNCTION keep_item_counts();
--> statement-breakpoint
INSERT INTO item_counts
SELECT c.* FROM donations d JOIN workflows w ON w.id = d.id, LATERAL count_items(w) c WHERE d.programme IS NOT NULL;
