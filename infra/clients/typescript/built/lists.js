// Made by npm run generate; not edited by hand.
// biome-ignore-all format: generated
// biome-ignore-all lint: generated
// biome-ignore-all assist: generated
/** Every page of a list. The last one tells whether the list is complete, each one which of its records are pending. */
export async function* pages(api, path, ...[init]) {
    const get = api.GET;
    let cursor;
    do {
        const query = { ...init?.params?.query, ...(cursor === undefined ? {} : { cursor }) };
        const { data } = await get(path, { ...init, params: { ...init?.params, query } });
        yield data;
        cursor = data.next_cursor;
    } while (cursor !== null);
}
/** Every record of a list, page after page. */
export async function* each(api, path, ...request) {
    for await (const page of pages(api, path, ...request))
        yield* page.items;
}
