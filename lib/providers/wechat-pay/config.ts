/** One merchant as WeChat's consoles know it. */
export interface PayConfig {
  /** The official account; openids of JSAPI payers belong to it. */
  appid: string;
  mchid: string;
  /** Hex serial of the merchant certificate. */
  merchantSerial: string;
  /** The merchant's private key, PEM. */
  privateKey: string;
  /** 32 ASCII characters. */
  apiV3Key: string;
  /** WeChat Pay's public key and its id `PUB_KEY_ID_…`; null for merchants that have platform certificates only. */
  publicKey: { id: string; pem: string } | null;
  /** Only the origin counts: the vendor's paths are signed. */
  baseUrl: string;
  /** Asked when no connection to `baseUrl` comes about. */
  backupUrl: string | null;
  /** For one exchange, body included; 15 s unless told otherwise. */
  timeoutMs?: number;
  /** The clock of signatures, for tests. */
  now?: () => Date;
}
