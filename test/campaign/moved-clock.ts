const MachineDate = Date;
let offset_ms = 0;

/**
 * Sets the time of day of this process so much off the machine's. Timers and `performance.now()` go on, as they do when
 * the clock of a machine is set.
 */
export function moveClock(by_ms: number): void {
  offset_ms = by_ms;
  globalThis.Date = new Proxy(MachineDate, {
    construct: (_, given: unknown[]) =>
      given.length === 0 ? new MachineDate(MachineDate.now() + offset_ms) : Reflect.construct(MachineDate, given),
    get: (target, name, receiver) =>
      name === 'now' ? () => MachineDate.now() + offset_ms : Reflect.get(target, name, receiver),
  });
}
