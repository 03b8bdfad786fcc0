import { z } from "zod";
import { randomToken } from "./crypto";
import { singleton } from "./process/singleton";

const flag = z.enum(["1", "0", "true", "false"]).transform((value) => value === "1" || value === "true");
const integer = (min: number, max: number) => z.coerce.number().int().min(min).max(max);
const score = z.coerce.number().gt(0).max(1);
const url = (protocols: RegExp) => z.url({ protocol: protocols });

/** A key in PEM; line breaks may be written as `\\n`, since many tools keep a variable on one line. */
const pem = (kind: string) =>
  z
    .string()
    .transform((text) => text.replaceAll("\\n", "\n").trim())
    .refine(
      (text) => new RegExp(`^-----BEGIN (RSA )?${kind}-----[^-]+-----END (RSA )?${kind}-----$`).test(text),
      `must be a PEM with ${kind}`,
    );

/** `<template id>:<key of the title>,<key of the text>,<key of the time>`, the keys as the template names them. */
const wechatTemplate = z
  .string()
  .regex(
    /^[\w-]{43}:thing\d{1,2},thing\d{1,2},time\d{1,2}$/,
    "must be a template id and its keys, e.g. <43 characters>:thing1,thing2,time3",
  );

/** A label that says perhaps: its characters are those that have outlines in lib/labels. */
const hedgedLabel = (example: string) =>
  z
    .string()
    .regex(
      /^(?=.*(人工智能|AI))(?=.*(生成|合成))[AI人工智能生成合可为疑似由用户声明]{4,10}$/,
      `must name AI and 生成/合成, e.g. ${example}AI生成`,
    );

const schema = z
  .object({
    NODE_ENV: z.enum(["development", "test", "production"]).default("development"),
    APP_URL: url(/^https?$/).default("http://localhost:3000"),
    DEMO_MODE: flag.default(false),
    DATA_DIR: z.string().min(1).default(".data"),
    LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),

    APP_ROLE: z.enum(["app", "web"]).default("app"),
    APP_INTERNAL_URL: url(/^https?$/).optional(),
    INTERNAL_SECRET: z.string().min(32, "must have at least 32 characters").optional(),
    MEMBER_HOST: z
      .string()
      .regex(/^[a-z0-9.-]+(:\d+)?$/, "must be a host name, e.g. m.xintuxiangce.net")
      .optional(),

    DATABASE_URL: url(/^postgres(ql)?$/),
    DATABASE_REPLICA_URL: url(/^postgres(ql)?$/).optional(),
    DATABASE_POOL_MAX: integer(2, 18).default(16),

    AUTH_SECRET: z.string().min(32, "must have at least 32 characters"),
    AUTH_SECRET_PREVIOUS: z.string().min(32).optional(),
    TRUST_PROXY: flag.default(false),
    SIGN_UP_OPEN: flag.default(true),

    REDIS_URL: url(/^rediss?$/).optional(),
    UPSTASH_REDIS_REST_URL: url(/^https?$/).optional(),
    UPSTASH_REDIS_REST_TOKEN: z.string().min(1).optional(),

    S3_BUCKET: z.string().min(1).optional(),
    S3_REGION: z.string().min(1).default("us-east-1"),
    S3_ENDPOINT: url(/^https?$/).optional(),
    S3_ACCESS_KEY_ID: z.string().min(1).optional(),
    S3_SECRET_ACCESS_KEY: z.string().min(1).optional(),

    INNGEST_BASE_URL: url(/^https?$/).optional(),
    INNGEST_EVENT_KEY: z.string().min(1).optional(),
    INNGEST_SIGNING_KEY: z
      .string()
      .regex(/^signkey-[a-z0-9]+-[0-9a-f]{32,}$/, "must look like signkey-<env>-<hex>")
      .optional(),
    ENGINE_LEASE_MS: integer(1_000, 600_000).default(15_000),
    ENGINE_SLOTS: integer(1, 64).default(32),

    SMTP_URL: url(/^smtps?$/).optional(),
    MAIL_FROM: z.string().min(3).default("Xintu <no-reply@localhost>"),

    WELCOME_CREDITS: integer(0, 1_000_000).default(50),
    GENERATION_RETRY_DELAY_MS: integer(0, 3_600_000).default(60_000),
    GENERATION_DEADLINE_MS: integer(10_000, 86_400_000).default(900_000),
    VENDOR_CALL_TIMEOUT_MS: integer(1_000, 3_600_000).default(320_000),
    SKETCH_DELAY_MS: integer(0, 600_000).default(0),

    OPENAI_API_KEY: z.string().min(1).optional(),
    OPENAI_BASE_URL: url(/^https?$/).default("https://api.openai.com/v1"),
    OPENAI_BACKUP_API_KEY: z.string().min(1).optional(),
    OPENAI_BACKUP_BASE_URL: url(/^https?$/).default("https://api.openai.com/v1"),
    REPLICATE_API_KEY: z.string().min(1).optional(),
    REPLICATE_BASE_URL: url(/^https?$/).default("https://api.replicate.com/v1"),
    STABILITY_API_KEY: z.string().min(1).optional(),
    STABILITY_BASE_URL: url(/^https?$/).default("https://api.stability.ai"),
    MIDJOURNEY_API_KEY: z.string().min(1).optional(),
    MIDJOURNEY_BASE_URL: url(/^https?$/).optional(),
    MIDJOURNEY_DIALECT: z.enum(["novicezk", "trueai", "new-api"]).default("novicezk"),
    BAILIAN_API_KEY: z.string().min(1).optional(),
    BAILIAN_BASE_URL: url(/^https?$/).default("https://dashscope.aliyuncs.com/api/v1"),
    A1111_API_KEY: z.string().min(1).optional(),
    A1111_BASE_URL: url(/^https?$/).optional(),
    CHAT_API_KEY: z.string().min(1).optional(),
    CHAT_BASE_URL: url(/^https?$/).default("https://dashscope.aliyuncs.com/compatible-mode/v1"),
    CHAT_MODEL: z.string().min(1).max(80).default("qwen-plus"),
    SIMULATED_VENDORS: flag.default(false),
    OUTBOUND_ALLOW: z
      .string()
      .regex(
        /^(\s*[\w.:[\]-]+:(\d{1,5}|\*)\s*(,|$))*$/,
        "must be a list of host:port or host:*, with commas between",
      )
      .default(""),
    WEBHOOK_BASE_URL: url(/^https?$/).optional(),
    KEY_RING: z
      .string()
      .regex(
        /^[a-z0-9][a-z0-9-]{0,30}:[\w-]{43}(,[a-z0-9][a-z0-9-]{0,30}:[\w-]{43})*$/,
        "must be id:key pairs, each key 32 bytes in base64url, the current one first",
      )
      .optional(),
    OWN_KEY_FEE_CREDITS: integer(0, 1_000).default(0),

    WECHAT_APP_ID: z
      .string()
      .regex(/^wx[0-9a-f]{16}$/, "looks like wx and 16 hex digits")
      .optional(),
    WECHAT_APP_SECRET: z.string().min(1).optional(),
    WECHAT_TOKEN: z
      .string()
      .regex(/^[A-Za-z0-9]{3,32}$/, "3 to 32 letters and digits")
      .optional(),
    WECHAT_AES_KEY: z
      .string()
      .regex(/^[A-Za-z0-9]{43}$/, "43 letters and digits")
      .optional(),
    WECHAT_MESSAGE_MODE: z.enum(["plain", "compatible", "secure"]).default("secure"),
    WECHAT_API_BASE: url(/^https?$/).default("https://api.weixin.qq.com"),
    WECHAT_OPEN_BASE: url(/^https?$/).default("https://open.weixin.qq.com"),
    WECHAT_CALLBACK_BASE: url(/^https?$/).optional(),
    WECHAT_TEMPLATE_GENERATION: wechatTemplate.optional(),
    WECHAT_TEMPLATE_MEMBERSHIP: wechatTemplate.optional(),
    WECHAT_TEMPLATE_ORDER: wechatTemplate.optional(),
    WECHAT_TEMPLATE_PUBLICATION: wechatTemplate.optional(),
    WECHAT_PAY_MCH_ID: z
      .string()
      .regex(/^\d{8,12}$/, "8 to 12 digits")
      .optional(),
    WECHAT_PAY_SERIAL: z
      .string()
      .regex(/^[0-9A-Fa-f]{16,64}$/, "the hex serial of the merchant certificate")
      .optional(),
    WECHAT_PAY_PRIVATE_KEY: pem("PRIVATE KEY").optional(),
    WECHAT_PAY_API_V3_KEY: z.string().length(32, "32 characters").optional(),
    WECHAT_PAY_PUBLIC_KEY_ID: z
      .string()
      .regex(/^PUB_KEY_ID_\d+$/, "looks like PUB_KEY_ID_ and digits")
      .optional(),
    WECHAT_PAY_PUBLIC_KEY: pem("PUBLIC KEY").optional(),
    WECHAT_PAY_BASE: url(/^https?$/).default("https://api.mch.weixin.qq.com"),
    WECHAT_PAY_BACKUP_BASE: url(/^https?$/).optional(),
    ORDER_PAYABLE_MS: integer(61_000, 86_400_000).default(1_800_000),
    IOS_PURCHASE_ENABLED: flag.default(false),
    SIMULATED_PHONE_URL: url(/^http$/).optional(),

    LABEL_TEXT: z
      .string()
      .regex(
        /^(?=.*(人工智能|AI))(?=.*(生成|合成))[AI人工智能生成合]{4,12}$/,
        "must name AI and 生成/合成, e.g. AI生成",
      )
      .default("AI生成"),
    LABEL_TEXT_DECLARED: hedgedLabel("可能").default("可能为AI生成"),
    LABEL_TEXT_SUSPECTED: hedgedLabel("疑似").default("疑似AI生成"),
    LABEL_PROVIDER_CODE: z
      .string()
      .regex(/^[\x21-\x7e]{1,64}$/, "ASCII 0x21-0x7E only")
      .default("XINTU-DEMO"),

    SITE_OPERATOR_NAME: z.string().trim().min(1).max(100).optional(),
    SITE_CONTACT_EMAIL: z.email().optional(),
    SITE_ICP_NUMBER: z.string().trim().min(4).max(60).optional(),
    DOWNLOAD_URL_WINDOWS: url(/^https?$/).optional(),
    DOWNLOAD_URL_MACOS: url(/^https?$/).optional(),
    DOWNLOAD_URL_ANDROID: url(/^https?$/).optional(),
    DOWNLOAD_URL_IOS: url(/^https?$/).optional(),
    DOWNLOAD_URL_WECHAT: url(/^https?$/).optional(),

    MODERATION_OPENAI: flag.default(false),
    MODERATION_BAILIAN: flag.default(false),
    MODERATION_BAILIAN_MODEL: z.string().min(1).max(80).default("qwen3-vl-plus"),
    MODERATION_REVIEW_SCORE: score.default(0.4),
    MODERATION_BLOCK_SCORE: score.default(0.8),
    MODERATION_TIMEOUT_MS: integer(1_000, 120_000).default(30_000),

    RATE_LIMIT_FACTOR: integer(1, 1_000_000).default(1),
    METRICS_TOKEN: z.string().min(16).optional(),
    FAIL_POINTS: z.string().optional(),
  })
  .superRefine((value, check) => {
    const together = (...names: (keyof typeof value)[]) => {
      const missing = names.filter((name) => value[name] === undefined);
      if (missing.length === 0 || missing.length === names.length) return;
      for (const name of missing)
        check.addIssue({
          code: "custom",
          path: [name],
          message: `is needed together with ${names.join(", ")}`,
        });
    };
    together("UPSTASH_REDIS_REST_URL", "UPSTASH_REDIS_REST_TOKEN");
    together("S3_BUCKET", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY");
    together("INNGEST_BASE_URL", "INNGEST_EVENT_KEY", "INNGEST_SIGNING_KEY");
    together("WECHAT_APP_ID", "WECHAT_APP_SECRET", "WECHAT_TOKEN", "WECHAT_AES_KEY");
    together("WECHAT_PAY_MCH_ID", "WECHAT_PAY_SERIAL", "WECHAT_PAY_PRIVATE_KEY", "WECHAT_PAY_API_V3_KEY");
    if (value.WECHAT_PAY_MCH_ID && !value.WECHAT_APP_ID)
      check.addIssue({
        code: "custom",
        path: ["WECHAT_APP_ID"],
        message: "is needed together with WECHAT_PAY_MCH_ID",
      });
    together("WECHAT_PAY_PUBLIC_KEY_ID", "WECHAT_PAY_PUBLIC_KEY");
    const keys = { MODERATION_OPENAI: "OPENAI_API_KEY", MODERATION_BAILIAN: "BAILIAN_API_KEY" } as const;
    for (const name of ["MODERATION_OPENAI", "MODERATION_BAILIAN"] as const)
      if (value[name] && value[keys[name]] === undefined)
        check.addIssue({ code: "custom", path: [name], message: `needs ${keys[name]}` });
    if (value.MODERATION_REVIEW_SCORE > value.MODERATION_BLOCK_SCORE)
      check.addIssue({
        code: "custom",
        path: ["MODERATION_REVIEW_SCORE"],
        message: "must not be above MODERATION_BLOCK_SCORE",
      });
    for (const name of ["APP_INTERNAL_URL", "INTERNAL_SECRET"] as const)
      if (value.APP_ROLE === "web" && value[name] === undefined)
        check.addIssue({ code: "custom", path: [name], message: "is needed where APP_ROLE is web" });
  });

export type Env = z.infer<typeof schema>;

/** The web tier reaches no database and reads no session, even where its environment says how. */
const forWebTier = () => ({
  DATABASE_URL: "postgres://web-tier.invalid/none",
  DATABASE_REPLICA_URL: undefined,
  AUTH_SECRET: randomToken(),
  AUTH_SECRET_PREVIOUS: undefined,
});

/** Reads a set of variables; an empty value counts as unset. Throws one message that names every bad variable. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(
    Object.entries(source).filter(([, value]) => value !== undefined && value !== ""),
  );
  const result = schema.safeParse(given.APP_ROLE === "web" ? { ...given, ...forWebTier() } : given);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`The environment is not usable (see .env.example):\n${lines.join("\n")}`);
}

/** Every variable the schema knows, for the test that keeps .env.example complete. */
export const envNames = Object.keys(schema.shape);

/** A build evaluates modules without serving anything: what has no default there gets a value nobody can use. */
const forBuild = { DATABASE_URL: "postgres://build.invalid/build", AUTH_SECRET: "x".repeat(32) };

/** The validated environment of this process; parsed once. */
export const env = (): Env =>
  singleton("env", () =>
    parseEnv(
      process.env.NEXT_PHASE === "phase-production-build" ? { ...forBuild, ...process.env } : process.env,
    ),
  );
