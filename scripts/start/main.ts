import { join } from "node:path";
import { demoAccounts } from "@/db/demo-accounts";
import { commandOf, type Lock, readLock, releaseLock, takeLock, updateLock } from "../bootstrap/lock.mjs";
import { complain, Problem, stage } from "../bootstrap/stages.mjs";
import { buildIfStale } from "../local/build";
import { createDatabase } from "../local/databases";
import { readSettings, type Settings } from "../local/environment";
import { portIsFree } from "../local/ports";
import { startPostgres } from "../local/postgres";
import { endTree, runScript } from "../local/processes";
import { launchNext, untilHealthy } from "../local/server";
import { simulatorsWanted, withSimulators } from "../local/simulated-vendors";
import { startSimulators } from "../local/simulators";
import { createShutdown, type Shutdown } from "./shutdown";

const root = process.cwd();
const mode = process.argv[2] === "dev" ? "dev" : "start";
const command = mode === "dev" ? "npm run dev" : "npm start";

/** A start that was killed could not stop its children; they hold the port and the database. */
async function endLeftovers(): Promise<void> {
  const held = readLock(root);
  if (!held || held.alive) return;
  // The server first and the database last, the reverse of how they were started.
  for (const child of [...(held.children ?? [])].reverse())
    if (commandOf(child.pid)?.includes(child.command)) {
      process.stdout.write(`! An earlier start was killed and left ${child.name} running; stopping it.\n`);
      await endTree(child.pid, "SIGINT", 30_000);
    }
}

function hold(settings: Settings, shutdown: Shutdown): Lock {
  const lock: Lock = { pid: process.pid, url: settings.url, mode, children: [] };
  const held = takeLock(root, lock);
  if (held)
    throw new Problem(`Xintu is already running from this folder: ${held.url} (process ${held.pid}).`);
  shutdown.add("lock", async () => releaseLock(root));
  return lock;
}

async function requirePort({ port, host }: Settings): Promise<void> {
  if (await portIsFree(port, host)) return;
  throw new Problem(
    `Port ${port} is taken by another program. Choose another one: PORT=${port + 1} ${command}`,
  );
}

interface OpenDatabase {
  url: string;
  place: string;
}

async function openDatabase(settings: Settings, lock: Lock, shutdown: Shutdown): Promise<OpenDatabase> {
  const configured = settings.env.DATABASE_URL;
  if (configured) return { url: configured, place: "the database of DATABASE_URL" };
  return stage("Starting PostgreSQL", async (say) => {
    const wanted = join(settings.dataFolder, "postgres");
    const postgres = await startPostgres({
      root,
      folder: wanted,
      password: settings.postgresPassword,
      logFile: join(settings.dataFolder, "postgres.log"),
      say,
    });
    shutdown.add("PostgreSQL", postgres.stop);
    lock.children.push({ name: "PostgreSQL", pid: postgres.pid, command: postgres.command });
    updateLock(root, lock);
    say(`port ${postgres.port}, ${postgres.folder}`);
    if (postgres.folder !== wanted)
      process.stdout.write(
        `! The user that PostgreSQL runs as cannot reach ${wanted}; using ${postgres.folder}.\n`,
      );
    return {
      url: await createDatabase(postgres.url("postgres"), "xintu"),
      place: `${postgres.folder} (database)`,
    };
  });
}

const isDemo = ({ env }: Settings) => env.DEMO_MODE === "1" || env.DEMO_MODE === "true";

/** In demo mode every vendor that the operator has no key for is played by a simulator on this machine. */
async function openVendors(
  settings: Settings,
  env: Settings["env"],
  lock: Lock,
  shutdown: Shutdown,
): Promise<Settings["env"]> {
  if (!isDemo(settings) || !simulatorsWanted(env)) return env;
  return stage("Starting the vendors' simulators", async (say) => {
    const simulators = await startSimulators({
      root,
      portsFile: join(settings.dataFolder, "simulators.json"),
      logFile: join(settings.dataFolder, "simulators.log"),
      appUrl: settings.url,
    });
    shutdown.add("the vendors' simulators", simulators.stop);
    lock.children.push({ name: "the simulators", pid: simulators.pid, command: simulators.command });
    updateLock(root, lock);
    say(Object.keys(simulators.urls).join(", "));
    return withSimulators(env, simulators, { appUrl: settings.url });
  });
}

async function serve(
  settings: Settings,
  env: Settings["env"],
  lock: Lock,
  shutdown: Shutdown,
): Promise<void> {
  const server = launchNext({ root, mode, host: settings.host, port: settings.port, env });
  shutdown.add("the server", server.stop);
  lock.children.push({ name: "server", pid: server.pid, command: "next" });
  updateLock(root, lock);
  server.child.on("exit", (code) => void shutdown.becauseServerEnded(code ?? 1));
  const listensAt = settings.host === "0.0.0.0" || settings.host === "::" ? "127.0.0.1" : settings.host;
  const wait = () => untilHealthy(server, `http://${listensAt}:${settings.port}`);
  await stage(mode === "dev" ? "Starting with hot reload" : "Serving", wait, true);
}

function announce(settings: Settings, databasePlace: string, phoneUrl: string | undefined): void {
  const lines = [
    "",
    `  芯图 Xintu is up:  ${settings.url}`,
    "",
    ...(isDemo(settings)
      ? [
          "  Demo sign-ins (DEMO_MODE=1):",
          ...demoAccounts.map(
            ({ email, password, plan, role }) =>
              `    ${email.padEnd(26)} ${password.padEnd(18)} ${plan}, ${role}`,
          ),
          "",
        ]
      : []),
    ...(phoneUrl ? [`  A phone with WeChat, played:  ${phoneUrl}`, ""] : []),
    `  Data:   ${settings.dataFolder} (images, generated secrets)`,
    `          ${databasePlace}`,
    `  Stop:   Ctrl-C, or kill ${process.pid}`,
    "",
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
}

async function main(shutdown: Shutdown): Promise<void> {
  const settings = readSettings(root, mode === "dev" ? "development" : "production");
  process.stdout.write(`Node ${process.versions.node}, ${root}\n`);
  await endLeftovers();
  const lock = hold(settings, shutdown);
  await requirePort(settings);
  const database = await openDatabase(settings, lock, shutdown);
  const given = { ...settings.env, DATABASE_URL: database.url };
  const env = await openVendors(settings, given, lock, shutdown);
  await stage("Migrating", (say) => runScript("scripts/migrate.ts", { cwd: root, env, say }));
  await stage("Seeding", (say) => runScript("scripts/seed.ts", { cwd: root, env, say }));
  if (mode === "start") await buildIfStale(root, env);
  await serve(settings, env, lock, shutdown);
  announce(settings, database.place, env.SIMULATED_PHONE_URL);
}

const shutdown = createShutdown();
main(shutdown).catch(async (error: unknown) => {
  if (shutdown.begun()) return;
  complain(error);
  await shutdown.run(1);
});
