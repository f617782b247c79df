-- What other tables keep of workflows, beside the rows that say so: one trigger that looks at the kind, in place of four
-- under conditions. Those each statement read anew, whether they concerned its rows or not.
CREATE FUNCTION keep_beside() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.kind = 'donation' THEN
    IF TG_OP = 'INSERT' THEN
      -- A donation without a campaign has nothing to count; the function of its items would be planned for each pledge.
      IF EXISTS (SELECT FROM donations WHERE id = NEW.id AND programme IS NOT NULL) THEN
        INSERT INTO item_counts SELECT * FROM count_items(NEW);
      END IF;
    ELSIF NEW.state <> OLD.state OR NEW.context->'items' <> OLD.context->'items'
      OR NEW.context->'parties' <> OLD.context->'parties' THEN
      IF EXISTS (SELECT FROM item_counts WHERE donation_id = NEW.id) THEN
        UPDATE item_counts c SET parties = ARRAY(SELECT k::uuid FROM jsonb_object_keys(NEW.context->'parties') k),
          pledged = n.pledged, contracted = n.contracted, shipped = n.shipped, accepted = n.accepted,
          in_service = n.in_service
        FROM jsonb_each(NEW.context->'items') e CROSS JOIN LATERAL count_slots(NEW.state, e.value) n
        WHERE c.donation_id = NEW.id AND c.item_id = e.key::uuid;
      END IF;
    END IF;
  ELSIF NEW.kind = 'unit' THEN
    -- Which follow-ups await an answer.
    IF TG_OP = 'UPDATE' AND (NEW.context->'followUps' IS DISTINCT FROM OLD.context->'followUps'
      OR NEW.state = 'decommissioned') THEN
      DELETE FROM open_follow_ups WHERE unit_id = NEW.id;
      IF NEW.state <> 'decommissioned' THEN
        INSERT INTO open_follow_ups (unit_id, days, donation_id, state, due_at)
        SELECT NEW.id, f.days, NEW.stream_id, f.state, f."dueAt"
        FROM jsonb_to_recordset(NEW.context->'followUps') AS f(days smallint, state text, "dueAt" timestamptz)
        WHERE f.state <> 'answered';
      END IF;
    END IF;
  ELSIF NEW.kind = 'need' THEN
    -- What of needs is open.
    UPDATE needs SET state = NEW.state, remaining = (NEW.context->>'remaining')::integer
    WHERE id = NEW.id AND (state, remaining) IS DISTINCT FROM (NEW.state, (NEW.context->>'remaining')::integer);
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
DROP TRIGGER workflows_needs ON workflows;
--> statement-breakpoint
DROP TRIGGER workflows_follow_ups ON workflows;
--> statement-breakpoint
DROP TRIGGER workflows_new_counts ON workflows;
--> statement-breakpoint
DROP TRIGGER workflows_counts ON workflows;
--> statement-breakpoint
CREATE TRIGGER workflows_beside AFTER INSERT OR UPDATE ON workflows FOR EACH ROW EXECUTE FUNCTION keep_beside();
--> statement-breakpoint
DROP FUNCTION keep_needs();
--> statement-breakpoint
DROP FUNCTION keep_open_follow_ups();
--> statement-breakpoint
DROP FUNCTION keep_item_counts();
