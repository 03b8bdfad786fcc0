ALTER TABLE "ledger_entries" ADD COLUMN "plan" "user_plan";--> statement-breakpoint
CREATE INDEX "idx_ledger_entries_plan" ON "ledger_entries" USING btree ("plan","created_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE "ledger_entries"."plan" is not null;--> statement-breakpoint
-- Of charges before this nobody wrote down the plan; the figures counted them by the one that the person had later.
ALTER TABLE ledger_entries DISABLE TRIGGER ledger_entries_append_only;
--> statement-breakpoint
UPDATE ledger_entries e SET plan = u.plan FROM users u WHERE u.id = e.user_id AND e.kind = 'settle';
--> statement-breakpoint
ALTER TABLE ledger_entries ENABLE TRIGGER ledger_entries_append_only;
