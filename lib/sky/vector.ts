/** Three components; of a direction, of length one. */
export type Vector = readonly [number, number, number];

/** Degrees in a radian. */
export const DEGREES = 180 / Math.PI;

/** The product of two vectors: of two directions, the cosine between them. */
export function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

/** `a * u + b * v`. */
export function combine(a: number, u: Vector, b: number, v: Vector): Vector {
  return [a * u[0] + b * v[0], a * u[1] + b * v[1], a * u[2] + b * v[2]];
}

/** The direction of a vector. */
export function unit(v: Vector): Vector {
  const length = Math.sqrt(dot(v, v));
  return [v[0] / length, v[1] / length, v[2] / length];
}

/** The angle between two directions in degrees, exact also where its cosine says nothing: near 0 and near 180. */
export function separation_deg(a: Vector, b: Vector): number {
  const cross: Vector = [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
  return Math.atan2(Math.sqrt(dot(cross, cross)), dot(a, b)) * DEGREES;
}

/** The direction with these spherical coordinates: right ascension and declination, for example. */
export function fromSpherical(longitude_deg: number, latitude_deg: number): Vector {
  const [longitude, latitude] = [longitude_deg / DEGREES, latitude_deg / DEGREES];
  const across = Math.cos(latitude);
  return [across * Math.cos(longitude), across * Math.sin(longitude), Math.sin(latitude)];
}

/** The spherical coordinates of a direction: longitude 0 to 360, latitude -90 to 90. */
export function toSpherical([x, y, z]: Vector): { longitude_deg: number; latitude_deg: number } {
  return {
    longitude_deg: wrapped_deg(Math.atan2(y, x) * DEGREES),
    latitude_deg: Math.atan2(z, Math.hypot(x, y)) * DEGREES,
  };
}

/** An angle brought into 0 (included) to 360 (excluded). */
export function wrapped_deg(angle_deg: number): number {
  const within = angle_deg % 360;
  // A tiny negative angle plus 360 rounds to 360 itself.
  return within < 0 ? (within + 360) % 360 : within;
}
