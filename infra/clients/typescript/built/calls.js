// Made by npm run generate; not edited by hand.
// biome-ignore-all format: generated
// biome-ignore-all lint: generated
// biome-ignore-all assist: generated
/** Calls that change something and take no key. */
export const SENT_ONCE = [
    "POST /admin/users/{id}/sign-in-code",
    "POST /api/tokens",
    "POST /api/tokens/{id}/rotate",
    "POST /auth/code",
    "POST /auth/logout",
    "POST /auth/codes",
    "POST /auth/refresh",
    "DELETE /auth/sessions/{id}",
    "PATCH /buffer/failed/{transaction_id}",
    "DELETE /buffer/failed/{transaction_id}",
    "POST /buffer/failed/retry-all",
    "POST /buffer/failed/{transaction_id}/retry",
    "POST /api/demo/create-demo-token",
    "POST /visibility/precalculate"
];
/** Statuses beyond 2xx that are answers. */
export const ANSWERS = {
    "GET /github/callback": [
        302
    ],
    "GET /github/login": [
        302
    ],
    "GET /health": [
        503
    ]
};
/** How long a call may make the site wait before it answers. [s] */
export const WAITS_S = {
    "GET /buffer/transactions/{transaction_id}": 55,
    "GET /events": 25
};
