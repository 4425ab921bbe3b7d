import { XMLParser } from 'fast-xml-parser';
import * as z from 'zod';

/** Where names are resolved: the Sesame service of the CDS in Strasbourg, or a mirror. */
export interface SesameSettings {
  /** `https://cds.unistra.fr/cgi-bin/nph-sesame` */
  url: string;
  /** For the whole answer: Sesame asks up to three databases in turn. */
  timeout_ms: number;
}

/** What a name stands for. */
export interface ResolvedName {
  /** As the database that knows it writes it. */
  name: string;
  resolver: (typeof RESOLVERS)[keyof typeof RESOLVERS];
  /** ICRS (J2000). */
  ra_deg: number;
  dec_deg: number;
  /** In the abbreviations of that database, such as `SFR`; null when it does not say. */
  object_type: string | null;
  /** Other names of the same object, at most a hundred. */
  aliases: string[];
}

/** Sesame did not answer, not in time, or not as it documents: the same question may be answered later. Its message may be logged. */
export class ResolverUnavailable extends Error {
  override readonly name = 'ResolverUnavailable';
}

/** By the first letter of a resolver's name, which may go on with where it ran: `Sc=Simbad (CDS, via client/server)`. */
const RESOLVERS = { S: 'Simbad', N: 'NED', V: 'VizieR' } as const;
/** The best known object with all its names takes 20 kB. */
const ANSWER_LIMIT_BYTES = 500_000;
const ALIASES = 100;

const text = z.string().transform((words) => words.trim().replaceAll(/\s+/g, ' '));
const number = (shape: z.ZodNumber) => z.string().trim().min(1).transform(Number).pipe(shape);
const answer = z.object({
  Sesame: z.object({ Target: z.array(z.object({ Resolver: z.array(z.unknown()).default([]) })) }),
});
const failed = z.object({ ERROR: z.unknown().refine((said) => said !== undefined) });
const found = z.object({
  '@name': z.string().regex(/^[SNV]/),
  jradeg: number(z.number().min(0).lt(360)),
  jdedeg: number(z.number().min(-90).max(90)),
  oname: text.optional(),
  otype: text.optional(),
  alias: z.array(text).default([]),
});

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  isArray: (name) => ['Target', 'Resolver', 'alias'].includes(name),
});

/**
 * What a name stands for, or undefined when none of Simbad, NED and VizieR knows it; they are asked in this order, and the
 * first that knows it answers. Error: `ResolverUnavailable`. Bodies of the solar system are not resolved: they have no
 * place of their own. https://vizier.cds.unistra.fr/doc/sesame.htx
 */
export async function resolveName(settings: SesameSettings, name: string): Promise<ResolvedName | undefined> {
  // x: XML, p: as plain text, I: with all names; then the databases.
  const url = `${settings.url}/-oxpI/SNV?${encodeURIComponent(name.toWellFormed())}`;
  return understood(await ask(url, settings.timeout_ms), name);
}

async function ask(url: string, timeout_ms: number): Promise<string> {
  try {
    // What is asked elsewhere is another service: no redirect is followed.
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(timeout_ms) });
    if (response.status === 200) return await textOf(response);
    await response.body?.cancel();
    throw new ResolverUnavailable(`Sesame answered with status ${response.status}`);
  } catch (error) {
    if (error instanceof ResolverUnavailable) throw error;
    throw new ResolverUnavailable(`Sesame did not answer: ${symptom(error)}`);
  }
}

async function textOf({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > ANSWER_LIMIT_BYTES)
      throw new ResolverUnavailable(`Sesame answered more than ${ANSWER_LIMIT_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** `ECONNREFUSED`, `TimeoutError`: a code or a class, for the message of an error may say what was asked. */
function symptom(error: unknown): string {
  const { cause, name = 'unknown' } = error instanceof Error ? error : {};
  return cause instanceof Error && 'code' in cause ? String(cause.code) : name;
}

function understood(xml: string, asked: string): ResolvedName | undefined {
  const said = answer.safeParse(parsed(xml));
  if (!said.success) throw new ResolverUnavailable('Sesame answered something it does not document');
  const resolvers = said.data.Sesame.Target.flatMap(({ Resolver }) => Resolver);
  for (const resolver of resolvers) {
    const { success, data } = found.safeParse(resolver);
    if (!success) continue;
    const name = data.oname || asked;
    return {
      name,
      resolver: RESOLVERS[data['@name'].charAt(0) as keyof typeof RESOLVERS],
      ra_deg: data.jradeg,
      dec_deg: data.jdedeg,
      object_type: data.otype || null,
      aliases: [...new Set(data.alias)].filter((alias) => alias !== '' && alias !== name).slice(0, ALIASES),
    };
  }
  // A database that could not be asked may have known it.
  if (resolvers.some((resolver) => failed.safeParse(resolver).success))
    throw new ResolverUnavailable('A database Sesame asks does not answer');
  return undefined;
}

function parsed(xml: string): unknown {
  // Sesame defines no entities of its own; entities of entities would grow without end.
  if (xml.includes('<!DOCTYPE')) throw new ResolverUnavailable('Sesame answered something it does not document');
  try {
    return parser.parse(xml, true);
  } catch {
    throw new ResolverUnavailable('Sesame answered something that is not XML');
  }
}
