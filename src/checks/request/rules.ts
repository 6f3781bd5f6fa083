import { requestAddress } from "./address.ts";
import { requestBody, requestJson } from "./body.ts";
import { requestCorrelationId } from "./correlation-id.ts";
import { requestEncryption } from "./encryption.ts";
import { requestHeaders } from "./headers.ts";
import { requestMethod } from "./method.ts";
import type { RequestRule } from "./model.ts";
import { requestTimes, requestToken } from "./token.ts";
import { requestUnique } from "./values.ts";

/** Every rule that a request of somebody else's is held against, in the order in which their violations are read. */
export const REQUEST_RULES: readonly RequestRule[] = [
  requestMethod,
  requestHeaders,
  requestCorrelationId,
  requestToken,
  requestTimes,
  requestEncryption,
  requestJson,
  requestBody,
  requestAddress,
  requestUnique,
];
