ALTER TABLE "ledger_entries" ADD COLUMN "plan" "user_plan";--> statement-breakpoint
-- Of charges before this nobody wrote down the plan: they get the one that the person has now.
ALTER TABLE ledger_entries DISABLE TRIGGER ledger_entries_append_only;
--> statement-breakpoint
UPDATE ledger_entries e SET plan = u.plan FROM users u WHERE u.id = e.user_id AND e.kind = 'settle';
--> statement-breakpoint
ALTER TABLE ledger_entries ENABLE TRIGGER ledger_entries_append_only;
--> statement-breakpoint
CREATE INDEX "idx_ledger_entries_plan" ON "ledger_entries" USING btree ("plan","created_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE "ledger_entries"."plan" is not null;
--> statement-breakpoint
-- The figures counted by the plan of the day on which they were computed; from now on they are their rows.
DELETE FROM platform_figures WHERE figure = 'credits.consumed';
--> statement-breakpoint
INSERT INTO platform_figures (day, figure, dimension, value, updated_at)
SELECT to_char(e.created_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') AS on_day, 'credits.consumed', e.plan::text,
  sum(l.amount), now()
FROM ledger_entries e
  JOIN ledger_lines l ON l.entry_id = e.id AND l.account_id = 'system:revenue'
WHERE e.kind = 'settle' AND EXISTS (SELECT FROM platform_figures f
  WHERE f.figure = 'users.total' AND f.dimension = ''
    AND f.day = to_char(e.created_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD'))
GROUP BY on_day, e.plan;
