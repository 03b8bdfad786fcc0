import { type NextRequest, NextResponse } from "next/server";
import { webTierServes } from "@/lib/entry/web-tier/serves";
import { env } from "@/lib/platform/env";

/** No tree has this path: the person sees the product's own page for that. */
const NOWHERE = "/no-such-page";

/** Which host shows which tree, and nothing more. */
export function proxy(request: NextRequest): NextResponse {
  const { APP_ROLE, MEMBER_HOST } = env();
  const path = request.nextUrl.pathname;
  if (APP_ROLE === "web" && !webTierServes(path)) return new NextResponse(null, { status: 404 });
  const isMemberPath = path === "/m" || path.startsWith("/m/");
  if (!MEMBER_HOST) return isMemberPath ? memberPage(NextResponse.next()) : NextResponse.next();
  if (hostOf(request) === MEMBER_HOST)
    return memberPage(
      isMemberPath ? NextResponse.next() : rewriteTo(request, path === "/" ? "/m" : `/m${path}`),
    );
  return isMemberPath ? rewriteTo(request, NOWHERE) : NextResponse.next();
}

const hostOf = (request: NextRequest): string =>
  (request.headers.get("x-forwarded-host") ?? request.headers.get("host") ?? "").toLowerCase();

function rewriteTo(request: NextRequest, path: string): NextResponse {
  const url = request.nextUrl.clone();
  url.pathname = path;
  return NextResponse.rewrite(url);
}

/** The web view of WeChat keeps pages longer than a membership lasts. */
function memberPage(response: NextResponse): NextResponse {
  response.headers.set("cache-control", "no-store");
  return response;
}

/** Not for /api, whose bodies Next would keep for the proxy, nor for pictures and files with an ending. */
export const config = { matcher: ["/((?!api(?:/|$)|_next(?:/|$)|media(?:/|$)|.*\\.[^/]+$).*)"] };
