import awsLambdaFastify from '@fastify/aws-lambda';
import * as z from 'zod';
import { openSite } from '../../lib/flow/site.ts';
import { isTextMedia } from '../../lib/http/media-types.ts';
import { parseConfig } from '../../lib/kernel/config.ts';
import { parseGatewayConfig } from './config.ts';
import { openGateway } from './gateway.ts';
import { inProcessUpstream } from './in-process-upstream.ts';
import { publishedFunctions } from './published.ts';

/** Payload format 2.0 (AWS, "Working with AWS Lambda proxy integrations for HTTP APIs"); the rest is the adapter's to read. */
const httpEvent = z.looseObject({
  rawPath: z.string(),
  rawQueryString: z.string().default(''),
  requestContext: z.looseObject({ http: z.looseObject({ method: z.string() }) }),
});
/** What a schedule sends as its constant input. */
const ticked = z.object({ invoke: z.string() });

type Handler = (event: unknown, context: unknown) => Promise<unknown>;

let opened: Promise<Handler> | undefined;

/**
 * A whole site as one function: every path for an HTTP event, a scheduled function for `{"invoke": "scheduled-drain-buffer"}`.
 * Opened by the first call and kept. Throws when the settings are wrong, and for any other event.
 */
export const handler: Handler = async (event, context) => {
  opened ??= open();
  const answer = await opened.catch((error: unknown) => {
    opened = undefined;
    throw error;
  });
  return answer(event, context);
};

async function open(): Promise<Handler> {
  const config = parseGatewayConfig({ ...process.env, GATEWAY_UPSTREAM: 'in_process' });
  const site = openSite(parseConfig(process.env));
  const upstream = await inProcessUpstream(site);
  // Nobody pokes here: the platform stops what runs beside a call.
  const app = await openGateway({
    config,
    site,
    upstream,
    endpoints: await publishedFunctions(undefined),
    recorded: () => {},
  });
  const http: Handler = awsLambdaFastify(app, {
    decorateRequest: false,
    parseCommaSeparatedQueryParams: false,
    // Instead of a list of all types that are not text.
    enforceBase64: ({ headers }) =>
      headers['content-encoding'] !== undefined || !isTextMedia(String(headers['content-type'] ?? 'text/plain')),
  });
  return async (event, context) => {
    const tick = ticked.safeParse(event);
    if (tick.success) return upstream.invoke(tick.data.invoke);
    const { rawQueryString, ...call } = httpEvent.parse(event);
    // The query as it was sent: in its own field values of one name are joined.
    const rawPath = rawQueryString === '' ? call.rawPath : `${call.rawPath}?${rawQueryString}`;
    return http({ ...call, rawPath, queryStringParameters: undefined }, context);
  };
}
