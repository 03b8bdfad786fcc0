"use client";

import { useLocale } from "next-intl";
import { CartesianGrid, Legend, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { ChartTable } from "./chart-table";
import { formatValue, type ValueFormat } from "./format-value";

export interface TrendChartProps {
  label: string;
  series: readonly {
    key: string;
    label: string;
    tone?: "accent" | "muted" | "success" | "warning" | "danger";
  }[];
  /** One point per day or hour; `x` is its name. */
  /** Null where there is nothing to tell; the line goes on to the next one. */
  points: readonly { x: string; [key: string]: string | number | null }[];
  format?: ValueFormat;
}

const strokes = {
  accent: "var(--accent)",
  muted: "var(--muted)",
  success: "var(--success)",
  warning: "var(--warning)",
  danger: "var(--danger)",
};

/** The lines themselves; apart from the frame because they come with the drawing library. */
export function TrendLines({ label, series, points, format = "number" }: TrendChartProps) {
  const locale = useLocale();
  const write = (value: unknown) => (value === null ? "–" : formatValue(Number(value), format, locale));
  return (
    <>
      <div className="h-56 w-full" aria-hidden>
        <ResponsiveContainer width="100%" height="100%">
          <LineChart
            data={[...points]}
            margin={{ top: 8, right: 8, bottom: 0, left: 0 }}
            accessibilityLayer={false}
          >
            <CartesianGrid stroke="var(--line)" vertical={false} />
            <XAxis dataKey="x" stroke="var(--muted)" tickLine={false} fontSize={11} minTickGap={24} />
            <YAxis
              stroke="var(--muted)"
              tickLine={false}
              axisLine={false}
              fontSize={11}
              width={56}
              allowDecimals={format === "share"}
              tickFormatter={write}
            />
            <Tooltip
              formatter={write}
              contentStyle={{
                background: "var(--raised)",
                border: "1px solid var(--line)",
                borderRadius: 6,
                color: "var(--text)",
                fontSize: 12,
              }}
            />
            {series.length > 1 ? (
              <Legend
                iconType="plainline"
                wrapperStyle={{ fontSize: 12 }}
                formatter={(name: string) => <span className="text-muted">{name}</span>}
              />
            ) : null}
            {series.map((line) => (
              <Line
                key={line.key}
                dataKey={line.key}
                name={line.label}
                stroke={strokes[line.tone ?? "accent"]}
                strokeWidth={1.5}
                dot={points.filter((point) => point[line.key] !== null).length === 1}
                connectNulls
                isAnimationActive={false}
              />
            ))}
          </LineChart>
        </ResponsiveContainer>
      </div>
      <ChartTable label={label} series={series} points={points} write={write} />
    </>
  );
}
