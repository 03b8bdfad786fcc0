import { jobRequested } from "@/inngest/events";

/** The second trigger of every job that runs by the clock: an admin asked for it in the panel. */
export const onRequest = (id: string) => ({ event: jobRequested, if: `event.data.job == '${id}'` });
