/** How many things are asked for at once: OpenWhisk allows 30 invocations at once, and others are calling, too. */
const AT_ONCE = 4;

/** Does something for each, a few at a time, in order; once one has failed no further one is begun. Throws the first failure. */
export async function eachOf<Item, Done>(items: readonly Item[], act: (item: Item) => Promise<Done>): Promise<Done[]> {
  const done: Done[] = [];
  const failures: unknown[] = [];
  const left = [...items.entries()];
  const work = async () => {
    for (let next = left.shift(); next !== undefined && failures.length === 0; next = left.shift()) {
      const [position, item] = next;
      try {
        done[position] = await act(item);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  if (failures.length > 0) throw failures[0];
  return done;
}
