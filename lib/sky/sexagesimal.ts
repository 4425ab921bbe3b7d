/** Parts of a second of time that hours are written with, and of a second of arc that degrees are. */
const HUNDREDTHS = 100;
const TENTHS = 10;
/** Degrees in an hour of right ascension. */
const DEGREES_IN_HOUR = 15;

/** A right ascension in degrees as hours, minutes and seconds: `05:35:14.16`. */
export function inHours(ra_deg: number): string {
  const in_circle = 24 * 3_600 * HUNDREDTHS;
  // Rounded first: what rounds up to 24 hours is 0 hours.
  return written(Math.round((ra_deg / DEGREES_IN_HOUR) * 3_600 * HUNDREDTHS) % in_circle, HUNDREDTHS);
}

/** A declination in degrees as degrees, minutes and seconds with its sign: `-05:22:21.4`. */
export function inDegrees(dec_deg: number): string {
  const tenths = Math.round(Math.abs(dec_deg) * 3_600 * TENTHS);
  return `${dec_deg < 0 && tenths > 0 ? '-' : '+'}${written(tenths, TENTHS)}`;
}

/** A whole number of parts of a second, of which there are so many in one. */
function written(parts: number, in_second: number): string {
  const seconds = Math.floor(parts / in_second);
  const fraction = String(parts % in_second).padStart(String(in_second).length - 1, '0');
  const fields = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  return `${fields.map((field) => String(field).padStart(2, '0')).join(':')}.${fraction}`;
}
