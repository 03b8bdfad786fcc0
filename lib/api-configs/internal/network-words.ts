import { AppError } from "@/lib/platform/errors";

/** What a failure to connect means, for the person who typed the address. */
const words: Readonly<Record<string, string>> = {
  ENOTFOUND: "The host name does not exist.",
  EAI_AGAIN: "The host name could not be resolved just now.",
  ECONNREFUSED: "The server refuses connections on this port.",
  EHOSTUNREACH: "There is no way to this server.",
  ENETUNREACH: "There is no way to this server.",
  ETIMEDOUT: "The server did not take the connection in time.",
  UND_ERR_CONNECT_TIMEOUT: "The server did not take the connection in time.",
  ECONNRESET: "The server broke the connection off.",
  UND_ERR_SOCKET: "The server broke the connection off.",
  EPROTO: "The server does not speak https on this port.",
  ERR_SSL_WRONG_VERSION_NUMBER: "The server does not speak https on this port.",
  ERR_SSL_PACKET_LENGTH_TOO_LONG: "The server does not speak https on this port.",
  CERT_HAS_EXPIRED: "The server's certificate has expired.",
  DEPTH_ZERO_SELF_SIGNED_CERT: "The server's certificate is self-signed.",
  SELF_SIGNED_CERT_IN_CHAIN: "The server's certificate is self-signed.",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "The server's certificate has no complete chain.",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "The server's certificate is from an unknown authority.",
  ERR_TLS_CERT_ALTNAME_INVALID: "The server's certificate is for another name.",
  HPE_INVALID_CONSTANT: "The server does not speak HTTP on this port.",
};

/** The exact reason why no answer came, in one sentence; null when it is none of the known ones. */
export function networkWords(error: unknown): string | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof AppError) return cause.detail;
    const known = "code" in cause ? words[String(cause.code)] : undefined;
    if (known) return known;
    // The fetch standard blocks ports of other protocols before anything is sent.
    if (cause.message === "bad port") return "This port belongs to another protocol than HTTP.";
  }
  return null;
}
