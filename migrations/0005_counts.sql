-- A donation without a campaign has nothing to count; to find that out the function of its items was planned anew for
-- each pledge, which took as long as all else that a pledge writes.
CREATE OR REPLACE FUNCTION keep_item_counts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF EXISTS (SELECT FROM donations WHERE id = NEW.id AND programme IS NOT NULL) THEN
      INSERT INTO item_counts SELECT * FROM count_items(NEW);
    END IF;
  ELSIF EXISTS (SELECT FROM item_counts WHERE donation_id = NEW.id) THEN
    UPDATE item_counts c SET parties = ARRAY(SELECT k::uuid FROM jsonb_object_keys(NEW.context->'parties') k),
      pledged = n.pledged, contracted = n.contracted, shipped = n.shipped, accepted = n.accepted,
      in_service = n.in_service
    FROM jsonb_each(NEW.context->'items') e CROSS JOIN LATERAL count_slots(NEW.state, e.value) n
    WHERE c.donation_id = NEW.id AND c.item_id = e.key::uuid;
  END IF;
  RETURN NULL;
END $$;
