-- How long donations are in each state is read from the few events that move them. While the index is made, events are
-- taken as ever and wait to be published: no request writes to "publications".
CREATE INDEX "publications_moves" ON "publications" USING btree ("stream_id","sequence") WHERE "publications"."type" in ('donation.contracted', 'donation.shipped', 'donation.arrived', 'donation.remedyOpened', 'donation.accepted', 'donation.rejected', 'donation.lost', 'donation.commissioned', 'donation.cancelled', 'donation.closed');--> statement-breakpoint
-- A claim and a settlement change a delivery without its indexes hearing of it, where its page has room for them.
ALTER TABLE "deliveries" SET (fillfactor = 50);
--> statement-breakpoint
-- Where an event gave roles and moved the state at once, the state was left out of the rows by which lists find it.
UPDATE "parties" p SET state = w.state FROM "workflows" w WHERE w.id = p.stream_id AND p.state <> w.state;
