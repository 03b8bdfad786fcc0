import { describe } from "vitest";
import { createEdit } from "@/lib/edits/create";
import { startMidjourneySimulator } from "@/simulators/midjourney/server";
import { type Bench, describeRows, type Story, testBench } from "./bench.fixture";
import {
  type CommonScenario,
  closed,
  failed,
  fourTimes,
  made,
  nobodyKnows,
  type Row,
  refused,
  twice,
} from "./endings.fixture";

type Dialect = "novicezk" | "trueai" | "new-api";
const UNIT = 3;

const bench = (dialect: Dialect, settings: Record<string, string> = {}) =>
  testBench({
    start: (options) => startMidjourneySimulator({ ...options, dialect }),
    settings: (url) => ({
      ...{ MIDJOURNEY_API_KEY: "sim-main-midjourney", MIDJOURNEY_BASE_URL: url },
      ...{ MIDJOURNEY_DIALECT: dialect, ...settings },
    }),
    paid: /\/mj\/submit\//,
    model: "midjourney-v7",
    unit: UNIT,
    // It always makes four.
    count: 4,
    // One seed, so that the simulator draws the same grid once.
    order: { seed: 7 },
  });

const grid: Row = { steps: [made("later")] };
const busy: Row = { steps: fourTimes(refused("rate_limited")) };
const gone = (says: RegExp): Row => ({ steps: [failed("not_found_or_expired")], says });

const common: Record<CommonScenario, Row> = {
  ok: grid,
  ok_slow: { ...grid, argument: "20000" },
  "429_retry_after": { ...busy, argument: "90", waitsMs: [90_000, 90_000, 90_000], says: /asks to wait/ },
  "429_no_header": { ...busy, says: /asks to wait/ },
  "500_then_ok": { steps: [refused("provider_error"), made("later")] },
  "503": { steps: fourTimes(refused("provider_error")), says: /failed \(503\)/ },
  reset_after_body: nobodyKnows(/answer was lost/),
  hang: nobodyKnows(/answer was lost/),
  auth_401: { steps: [refused("auth")], says: /does not accept the key/ },
  quota: { steps: [refused("quota_exhausted")], says: /has no credit/ },
  policy: { steps: [refused("content_policy")], says: /a word that Midjourney refuses/ },
  malformed_json: nobodyKnows(/not readable/),
  html_502: nobodyKnows(/answer was lost \(502\)/),
  empty_data: { steps: fourTimes(failed("provider_error")), says: /has no picture/ },
  wrong_content_type_image: grid,
  url_expired_403: gone(/not there any more \(403\)/),
  url_redirect: gone(/leads elsewhere/),
  huge_image: gone(/larger than 64 MiB/),
};

/** Codes of the protocol, which each dialect sends in its own way. */
const codes: Record<string, Row> = {
  code_3: { steps: fourTimes(refused("provider_error")), says: /no account that works/ },
  code_4: { steps: [refused("invalid_request")], says: /does not take this order/ },
  code_5: nobodyKnows(/lost the answer/),
  code_9: { steps: fourTimes(refused("provider_error")), says: /could not submit/ },
  code_23: { ...busy, says: /queue is full/ },
  code_24: { steps: [refused("content_policy")], says: /a word that Midjourney refuses/ },
  code_30: { ...busy, says: /queue is full|asks to wait/ },
  record_lost: nobodyKnows(/lost the answer/),
  fetch_null: gone(/does not know this order/),
  task_no_found: gone(/does not know this order/),
};

/** What happens to a task that was taken, the same in every dialect. */
const tasks: Record<string, Row> = {
  code_21: grid,
  code_22: grid,
  failed_banned: { steps: [failed("content_policy")], says: /Midjourney refused the content/ },
  failed_parameter: { steps: [failed("invalid_request")], says: /does not take this order/ },
  failed_timeout: { steps: twice(failed("unknown_outcome")), says: /waited too long/ },
  failed_other: { steps: fourTimes(failed("provider_error")), says: /could not make/ },
  poll_html_502: grid,
  blank_status: grid,
  empty_progress: grid,
  no_buttons: grid,
};

/** The other dialects need not show again that slowness is nothing to wait for. */
const { ok_slow: _, ...commonElsewhere } = common;

let edits = 0;
/** Enlarges the first picture of a new grid, as a person does in the library. */
async function upscale({ play, follow, simulator, own }: Bench, marker: string): Promise<Story> {
  const made = await play(marker);
  const imageId = made.view.images[0]?.id ?? "";
  simulator().forget();
  edits += 1;
  const idempotencyKey = `scenario-action-${edits}`;
  const input = { idempotencyKey, imageId, model: "midjourney-v7", operation: "upscale" as const };
  return follow(await createEdit({ ctx: own(), input }));
}
/** What an enlarged picture costs. */
const single = { unit: 5, count: 1 };

describe("midjourney through novicezk", () => {
  const here = bench("novicezk");
  here.table({ ...common, ...codes, ...tasks });
  describe("upscale", () => describeRows(single, { ok: grid }, (marker) => upscale(here, marker)));
});

describe("midjourney through trueai", () => {
  const here = bench("trueai");
  here.table({ ...commonElsewhere, ...codes, single_images: grid });
  const rows = { ok: grid, modal: { ...grid, posts: 2 } };
  describe("upscale", () => describeRows(single, rows, (marker) => upscale(here, marker)));
});

describe("midjourney through new-api", () => {
  const here = bench("new-api");
  here.table({ ...commonElsewhere, ...codes });
  const rows = { modal: { ...grid, posts: 2 } };
  describe("upscale", () => describeRows(single, rows, (marker) => upscale(here, marker)));
});

describe("a task of midjourney that does not end before the deadline", () => {
  const gaveUp: Row = { steps: [closed], code: "deadline_exceeded" };
  bench("novicezk", { GENERATION_DEADLINE_MS: "60000" }).table({
    stuck_85: gaveUp,
    picture_503: gaveUp,
    html_picture: gaveUp,
  });
});

describe("a window of midjourney that is not confirmed", () => {
  const refusal = refused("provider_error");
  const refusing: Row = {
    // The fifth of five uses, after the grid itself, of which four failed.
    steps: [refusal, refusal, refusal, { ...refusal, told: ["refused", "circuit_opened"] }],
    says: /could not submit/,
    // Each try presses the button and confirms the window.
    posts: 8,
  };
  describe("because the proxy refuses", () => {
    const here = bench("trueai", { MIDJOURNEY_API_KEY: "sim-window_refused" });
    describeRows(single, { ok: refusing }, (marker) => upscale(here, marker));
  });
  describe("as far as its lost answer tells", () => {
    const here = bench("trueai", { MIDJOURNEY_API_KEY: "sim-window_reset" });
    describeRows(single, { ok: { ...grid, posts: 2 } }, (marker) => upscale(here, marker));
  });
});
