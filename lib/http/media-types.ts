/** Whether OpenWhisk's controller carries a body of this type as text; everything else travels as base64. */
export function isTextMedia(type: string | null): boolean {
  const [, media = '', parameters = ''] = /^\s*([^;\s]+)\s*(.*)$/.exec(type?.toLowerCase() ?? '') ?? [];
  if (TEXT.has(media) || /^text\/x-/.test(media)) return true;
  if (BINARY.test(media)) return false;
  // A type the controller does not know is text only when it names its charset.
  return /;\s*charset=/.test(parameters);
}

// Source: pekko-http MediaTypes.scala, the table the controller decides by.
const TEXT = new Set(
  [
    'atom+xml base64 javascript json json-patch+json merge-patch+json problem+json problem+xml rss+xml soap+xml vnd.api+json',
    'vnd.google-earth.kml+xml x-latex x-vrml x-www-form-urlencoded xhtml+xml xml xml-dtd',
  ]
    .flatMap((line) => line.split(' ').map((name) => `application/${name}`))
    .concat(
      'asp cache-manifest calendar css csv event-stream html markdown mcf plain richtext tab-separated-values uri-list vnd.wap.wml vnd.wap.wmlscript xml'
        .split(' ')
        .map((name) => `text/${name}`),
    ),
);

const BINARY =
  /^((multipart|message|image|font|video|audio)\/|application\/(octet-stream|pdf|zip|cbor|x-gzip|x-tar|msword|vnd\.(ms-|oasis|openxml)))/;
