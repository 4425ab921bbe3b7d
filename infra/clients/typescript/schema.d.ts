// Made by npm run generate; not edited by hand.
// biome-ignore-all format: generated
// biome-ignore-all lint: generated
// biome-ignore-all assist: generated
export interface paths {
    "/admin/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a user, or make one inactive
         * @description An inactive user is refused at this site from now on, whatever token or session it has; at the other when it has replicated.
         */
        patch: operations["admin-users-change"];
        trace?: never;
    };
    "/admin/users/{id}/sign-in-code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A code for a person who cannot reach GitHub
         * @description Good once, at this site, for SIGN_IN_CODE_S (a quarter of an hour). Make sure who asks before you say it. It is shown this once.
         */
        post: operations["admin-users-code"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List users with their roles */
        get: operations["admin-users-list"];
        put?: never;
        /**
         * Make a user
         * @description A person is known by the GitHub login; a service never signs in and calls with API tokens. Needs main, which gives the number.
         */
        post: operations["admin-users-create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/users/{id}/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Give a user exactly these roles
         * @description Roles that came with a GitHub team come back at the next sign-in unless the team is left.
         */
        put: operations["admin-users-roles"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one API token by id
         * @description Your own; anybody’s when you manage users. Never the token itself.
         */
        get: operations["api_tokens-by-id"];
        put?: never;
        post?: never;
        /**
         * Revoke an API token
         * @description It is refused at this site from now on, at the other when that has replicated; so are the tokens it was used to make. Its record stays.
         */
        delete: operations["api_tokens-revoke"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List API tokens
         * @description Your own; everybody’s when you manage users. Never the tokens themselves.
         */
        get: operations["api_tokens-list"];
        put?: never;
        /**
         * Make an API token
         * @description For yourself, or for the user named in user_id when you manage users. It is shown this once. One that is made with a token ends with that token and makes no further ones. Works while the link is down, and an Idempotency-Key changes nothing: a second token is made.
         */
        post: operations["api_tokens-create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tokens/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give an API token a new secret
         * @description Name, scopes and expiry stay. The old secret is worthless at this site at once, at the other when it has replicated; so are the tokens it was used to make.
         */
        post: operations["api_tokens-rotate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tokens/scopes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a token can be good for
         * @description `*` may stand in either place: `read:*`, `*:*`.
         */
        get: operations["api_tokens-scopes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List audit_event records
         * @description Who did what, when and from where. As main will have them, unreplicated changes of this site included.
         */
        get: operations["audit-list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in with a code, without GitHub
         * @description For a blackout: the code was made beforehand by its owner, or just now by an administrator. It is good once and at one site.
         */
        post: operations["auth-code"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/.well-known/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The public keys access tokens are signed with
         * @description A JSON Web Key Set (RFC 7517) of every site this one trusts, for programs that verify access tokens themselves.
         */
        get: operations["auth-jwks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End the session in the cookie
         * @description At this site at once, access tokens included; at the other when it has replicated. Without a session it does nothing.
         */
        post: operations["auth-logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Codes to sign in with when GitHub cannot be reached
         * @description For yourself, to be kept on paper: each is good once, at this site, for as long as a session can last. They are shown this once.
         */
        post: operations["auth-make-codes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who you are and what you may do */
        get: operations["auth-me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A new access token for the session in the cookie
         * @description Asks nobody beyond this site, so it works whatever the link does. The cookie is exchanged for its successor; one that is used again later than 10 s afterwards ends the session.
         */
        post: operations["auth-refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End a session
         * @description One of your own, such as on a computer that was left; anybody’s when you manage users. Its access tokens are refused at this site from now on, at the other when it has replicated. Ending it again changes nothing.
         */
        delete: operations["auth-sessions-end"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List sessions
         * @description Where and how you have signed in; everybody’s when you manage users.
         */
        get: operations["auth-sessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/buffer/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether every accepted transaction is accounted for
         * @description Each site numbers what it accepts, without gaps from 1. Every number must be on main or wait here; a missing, doubled or altered one is named. docs/operations.md says what this cannot prove.
         */
        get: operations["buffer-audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/buffer/failed/{transaction_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One transaction main has not taken */
        get: operations["buffer-failed-by-id"];
        put?: never;
        post?: never;
        /**
         * Give a dead letter up
         * @description Main notes in its ledger that it will never have an effect. What it holds goes on, to succeed or to be refused with a reason that names it. Until main knows, it stays visible as dead and can still be retried.
         */
        delete: operations["buffer-failed-discard"];
        options?: never;
        head?: never;
        /**
         * Amend a dead letter and send it again
         * @description Replaces the named values of one of its steps; what it was is kept. The id of a record cannot be changed.
         */
        patch: operations["buffer-failed-amend"];
        trace?: never;
    };
    "/buffer/failed/retry-all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send every dead letter again
         * @description Oldest first, at most 500 at a time: with next_cursor of the answer as cursor it goes on, so that what main refuses once more is not in the way. Those that were discarded, and those you may not decide about, are left alone.
         */
        post: operations["buffer-failed-retry-all"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/buffer/failed/{transaction_id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a dead letter again
         * @description As it is, after what main refused it for has been mended. What it holds follows.
         */
        post: operations["buffer-failed-retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/buffer/failed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The transactions main refused, and those they hold
         * @description Oldest first, each with main's reason in plain words and what it would do. They stay visible in every read until they are settled. Of records you may not read only that they are changed.
         */
        get: operations["buffer-failed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/buffer/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The buffer in figures */
        get: operations["buffer-stats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/buffer/transactions/{transaction_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How far a transaction has come
         * @description With wait, answers as soon as the transaction has reached that state or can no longer reach it by itself, at the latest after timeout_s; the state says which. At main, applied is final.
         */
        get: operations["buffer-transaction"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/buffer/transactions/lookup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * How far many transactions have come
         * @description Up to 500 ids, answered in the order asked. Receipts outlive the buffer: the ledger answers when Redis has forgotten.
         */
        post: operations["buffer-transactions-lookup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/data_locations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one data_location by id
         * @description A place within a site where files lie. With the columns of its kind. As main will have it, unreplicated changes of this site included.
         */
        get: operations["data_locations-by-id"];
        /**
         * Change one data_location
         * @description Its name, priority, whether it is in use, and the columns of its storage_type. Its site, what it is for and how it stores stay: what lies there was put there for that. What the body does not name stays as it is. With If-Match it applies only to the record you have read.
         */
        put: operations["data_locations-update"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/data_locations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List data_location records
         * @description A place within a site where files lie. As main will have them, unreplicated changes of this site included.
         */
        get: operations["data_locations-list"];
        put?: never;
        /**
         * Create one data_location
         * @description A place within a site where files lie. With the columns of its storage_type, in one transaction on main: at a secondary it needs the link, and shows here at once. Credentials of an object store are never accepted.
         */
        post: operations["data_locations-create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/demo/create-demo-token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * An administrator's token for trying things out
         * @description On a developer's machine only: elsewhere there is no such path, and as an OpenWhisk action it never answers otherwise, whatever is bound to it.
         */
        post: operations["demo-create-demo-token"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow what changes
         * @description Without after, only a cursor: take it, load what you show, and ask for what came after it. Behind a cursor nothing is missed, however long ago it was. A transaction of this site comes again whenever its state changes; what has come back from main, or was changed there, comes once, in the order of main. Records you may not read are left out. docs/events.md shows how a screen follows.
         */
        get: operations["events-list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/executed_obs_units/by-id/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one executed_obs_unit by id
         * @description One execution of an observation unit: when, how it ended, under which conditions. As main will have it, unreplicated changes of this site included.
         */
        get: operations["executed_obs_units-by-id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/executed_obs_units/{id}/finish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Record how an observation ended
         * @description Works on a record that is still buffered. end_time is now unless it is given. The identical call again answers as the first; a different one is refused.
         */
        put: operations["executed_obs_units-finish"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/executed_obs_units/by-id/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the changes of one executed_obs_unit
         * @description Latest first, at most 500; those on their way to main are among them. Records made by a seed have none.
         */
        get: operations["executed_obs_units-history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/executed_obs_units": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List executed_obs_unit records
         * @description One execution of an observation unit: when, how it ended, under which conditions. As main will have them, unreplicated changes of this site included.
         */
        get: operations["executed_obs_units-list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/executed_obs_units/{obs_unit_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the executions of an observation unit, with their packages and files
         * @description The newest 100, latest start first, as a bare list; empty when there are none. Of each the first 20 packages and files and how many there are; GET /executed_obs_units/by-id/{id}?expand= has more of one.
         */
        get: operations["executed_obs_units-of-obs-unit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/executed_obs_units/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record that an observation has begun
         * @description Recorded whatever the link does. start_time is now unless it is given; the id can be chosen by the caller, is made here otherwise, and can be used at once. Sent again with the same Idempotency-Key, or with the same chosen id, it answers as it did the first time.
         */
        post: operations["executed_obs_units-start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/github/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where GitHub sends the browser back to
         * @description Begins a session for a member of the organisation and goes on to the screens, which get their access token from POST /auth/refresh: there is never a token in a URL.
         */
        get: operations["github-callback"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/github/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Sign in through GitHub
         * @description Sends the browser to GitHub, which sends it back to /github/callback.
         */
        get: operations["github-login"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/instrument_modules/{id}/availability": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Say whether an instrument module can be used
         * @description What the body does not name stays as it is. With If-Match it applies only to the record you have read.
         */
        patch: operations["instrument_modules-availability"];
        trace?: never;
    };
    "/instrument_modules/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one instrument_module by id
         * @description A module of an instrument: the level at which data are produced. As main will have it, unreplicated changes of this site included.
         */
        get: operations["instrument_modules-by-id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/instrument_modules/{id}/configurations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the configurations of an instrument module
         * @description How an instrument module is set up. Empty for a instrument_module there is not.
         */
        get: operations["instrument_modules-configurations"];
        put?: never;
        /**
         * Create a configuration of an instrument module
         * @description How an instrument module is set up. With the fields of its type, in one transaction on main: at a secondary it needs the link, and shows here at once.
         */
        post: operations["instrument_modules-configurations-create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/instrument_modules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List instrument_module records
         * @description A module of an instrument: the level at which data are produced. As main will have them, unreplicated changes of this site included.
         */
        get: operations["instrument_modules-list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/instruments/{id}/availability": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Say whether an instrument can be used
         * @description What the body does not name stays as it is. With If-Match it applies only to the record you have read.
         */
        patch: operations["instruments-availability"];
        trace?: never;
    };
    "/instruments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one instrument by id
         * @description An instrument of a telescope. As main will have it, unreplicated changes of this site included.
         */
        get: operations["instruments-by-id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/instruments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List instrument records
         * @description An instrument of a telescope. As main will have them, unreplicated changes of this site included.
         */
        get: operations["instruments-list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/instruments/{id}/modules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the modules of an instrument
         * @description A module of an instrument: the level at which data are produced. Empty for a instrument there is not.
         */
        get: operations["instruments-modules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/obs_modes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one obs_mode by id
         * @description An observing mode: the strategy of an observation unit, such as a daisy scan. As main will have it, unreplicated changes of this site included.
         */
        get: operations["obs_modes-by-id"];
        /**
         * Change one obs_mode
         * @description What the body does not name stays as it is. With If-Match it applies only to the record you have read.
         */
        put: operations["obs_modes-update"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/obs_modes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List obs_mode records
         * @description An observing mode: the strategy of an observation unit, such as a daisy scan. As main will have them, unreplicated changes of this site included.
         */
        get: operations["obs_modes-list"];
        put?: never;
        /**
         * Create one obs_mode
         * @description An observing mode: the strategy of an observation unit, such as a daisy scan. Made on main: at a secondary it needs the link, and shows here at once.
         */
        post: operations["obs_modes-create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/obs_unit/{id}/availability": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Say whether the scheduler may choose an observation unit
         * @description What the body does not name stays as it is. With If-Match it applies only to the record you have read.
         */
        patch: operations["obs_unit-availability"];
        trace?: never;
    };
    "/obs_unit/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one obs_unit by id
         * @description An observation unit: the schedulable piece of a programme. As main will have it, unreplicated changes of this site included.
         */
        get: operations["obs_unit-by-id"];
        /**
         * Change one obs_unit, or which module configurations it uses
         * @description What the body does not name stays as it is. With If-Match it applies only to the record you have read.
         */
        put: operations["obs_unit-update"];
        post?: never;
        /**
         * Withdraw one obs_unit
         * @description Lists leave it out from now on, unless deleted=include; by its id it still answers, with deleted_at. Its name stays taken.
         */
        delete: operations["obs_unit-delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/obs_unit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List obs_unit records
         * @description An observation unit: the schedulable piece of a programme. As main will have them, unreplicated changes of this site included.
         */
        get: operations["obs_unit-list"];
        put?: never;
        /**
         * Create one obs_unit, with the module configurations it uses if you like
         * @description An observation unit: the schedulable piece of a programme. Made on main with its links in one transaction: at a secondary it needs the link, and shows here at once.
         */
        post: operations["obs_unit-create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/obs_unit/{id}/executed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the executions of an observation unit, page by page
         * @description One execution of an observation unit: when, how it ended, under which conditions. Empty for a obs_unit there is not.
         */
        get: operations["obs_unit-executed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/obs_unit/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the changes of one obs_unit
         * @description Latest first, at most 500; those on their way to main are among them. Records made by a seed have none.
         */
        get: operations["obs_unit-history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/observation_configurations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one observation_configuration by id, with all that its type has
         * @description How an observation is to be made, beyond its mode. As main will have it, unreplicated changes of this site included.
         */
        get: operations["observation_configurations-by-id"];
        /**
         * Change one observation_configuration
         * @description Its own fields and those of its type; the type itself stays. What the body does not name stays as it is; a list it names takes the place of the one there is. With If-Match it applies only to the record you have read.
         */
        put: operations["observation_configurations-update"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/observation_configurations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List observation_configuration records
         * @description How an observation is to be made, beyond its mode. As main will have them, unreplicated changes of this site included.
         */
        get: operations["observation_configurations-list"];
        put?: never;
        /**
         * Create one observation_configuration
         * @description How an observation is to be made, beyond its mode. With the fields of its type, its tiles and its parameters, in one transaction on main: at a secondary it needs the link, and shows here at once.
         */
        post: operations["observation_configurations-create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/observing_program/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one observing_program by id
         * @description An observing programme: an approved proposal with allocated telescope time. As main will have it, unreplicated changes of this site included.
         */
        get: operations["observing_program-by-id"];
        /**
         * Change one observing_program
         * @description What the body does not name stays as it is. With If-Match it applies only to the record you have read.
         */
        put: operations["observing_program-update"];
        post?: never;
        /**
         * Withdraw one observing_program
         * @description Lists leave it out from now on, unless deleted=include; by its id it still answers, with deleted_at. Its name stays taken.
         */
        delete: operations["observing_program-delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/observing_program": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List observing_program records
         * @description An observing programme: an approved proposal with allocated telescope time. As main will have them, unreplicated changes of this site included.
         */
        get: operations["observing_program-list"];
        put?: never;
        /**
         * Create one observing_program
         * @description An observing programme: an approved proposal with allocated telescope time. Made on main: at a secondary it needs the link, and shows here at once.
         */
        post: operations["observing_program-create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/observing_program/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the changes of one observing_program
         * @description Latest first, at most 500; those on their way to main are among them. Records made by a seed have none.
         */
        get: operations["observing_program-history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/observing_program/{id}/sub_programs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the parts of a programme
         * @description A part of an observing programme. Empty for a observing_program there is not.
         */
        get: operations["observing_program-sub-programs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/raw_data_files/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Register many files
         * @description Up to 1000. All or nothing in one transaction, unless atomic=false: then each is a transaction of its own, and those that can be recorded are.
         */
        post: operations["raw_data_files-bulk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/raw_data_files/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one raw_data_file by id
         * @description A file an instrument has written: where it lies, how large it is, its checksum. As main will have it, unreplicated changes of this site included.
         */
        get: operations["raw_data_files-by-id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/raw_data_files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List raw_data_file records
         * @description A file an instrument has written: where it lies, how large it is, its checksum. As main will have them, unreplicated changes of this site included.
         */
        get: operations["raw_data_files-list"];
        put?: never;
        /**
         * Register a file an instrument has written
         * @description Recorded whatever the link does. It may refer to an execution or a package that is still buffered.
         */
        post: operations["raw_data_files-create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/raw_data_package/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one raw_data_package by id
         * @description A tar of the files one instrument module produced during one execution. As main will have it, unreplicated changes of this site included.
         */
        get: operations["raw_data_package-by-id"];
        /**
         * Change one raw_data_package
         * @description What the body does not name stays as it is. status goes from pending to scheduled, in_progress, completed, failed; from scheduled to pending, in_progress, completed, failed; from in_progress to pending, completed, failed; from failed to pending. state goes from waiting to transferring, archived, failed; from transferring to waiting, archived, failed; from failed to waiting. With If-Match it applies only to the record you have read.
         */
        put: operations["raw_data_package-update"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/raw_data_package": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List raw_data_package records
         * @description A tar of the files one instrument module produced during one execution. As main will have them, unreplicated changes of this site included.
         */
        get: operations["raw_data_package-list"];
        put?: never;
        /**
         * Record a package, with its files if you like
         * @description Recorded whatever the link does, also of an execution that is still buffered. Up to 1000 files are recorded in the same transaction: all or nothing.
         */
        post: operations["raw_data_package-create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/raw_data_package/{id}/finalize": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Record that a package is built
         * @description Works on a package that is still buffered. The identical call again answers as the first; a different one is refused.
         */
        put: operations["raw_data_package-finalize"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/raw_data_package/{id}/metadata": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one raw_data_package_metadata by id
         * @description What is said of a raw data package beyond its columns, for descriptions in the terms of the IVOA. As main will have it, unreplicated changes of this site included.
         */
        get: operations["raw_data_package-metadata-get"];
        /**
         * Say what describes a package beyond its columns
         * @description The whole of it: what was said before is replaced. Works on a package that is still buffered. With If-Match it applies only to what you have read.
         */
        put: operations["raw_data_package-metadata-put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/replication/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How far this site is behind main
         * @description What cannot be known while the link is down is null.
         */
        get: operations["replication-status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docs/{version}/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the page at /docs is made of
         * @description Public. Scripts and styles of the viewer, of the version this site has.
         */
        get: operations["site-docs-assets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The description of this API, to read and to try
         * @description Public. A page for browsers: every endpoint of this site, which can be called from it with a token of your own.
         */
        get: operations["site-docs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What works and what does not right now
         * @description Public. 200 while the site can record, 503 when it cannot. Looks at local servers only.
         */
        get: operations["site-health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/site/info": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which site this is */
        get: operations["site-info"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The description of this API
         * @description Public. OpenAPI 3.1, generated from the same declarations the endpoints run on.
         */
        get: operations["site-openapi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sources/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one source by id
         * @description A source: what is observed. With the columns of its kind. As main will have it, unreplicated changes of this site included.
         */
        get: operations["sources-by-id"];
        /**
         * Change one source
         * @description Its name and the fields of its type; the type itself stays. What the body does not name stays as it is. With If-Match it applies only to the record you have read.
         */
        put: operations["sources-update"];
        post?: never;
        /**
         * Withdraw one source
         * @description Lists leave it out from now on, unless deleted=include; by its id it still answers, with deleted_at. Its name stays taken.
         */
        delete: operations["sources-delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sources/{id}/chip": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the little that is shown of a source beside something else
         * @description As main will have it, unreplicated changes of this site included.
         */
        get: operations["sources-chip"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sources/cone": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the fixed sources around a position
         * @description Nearest first, by the great circle, in the coordinates they are recorded with. What has been withdrawn is left out. As main will have them, unreplicated changes of this site included.
         */
        get: operations["sources-cone"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List source records
         * @description A source: what is observed. As main will have them, unreplicated changes of this site included.
         */
        get: operations["sources-list"];
        put?: never;
        /**
         * Create one source
         * @description A source: what is observed. With the fields of its type, in one transaction on main: at a secondary it needs the link, and shows here at once.
         */
        post: operations["sources-create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sources/{id}/details": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a source with everything about it
         * @description The source with the fields of its type, its observation units and its latest executions. As main will have them, unreplicated changes of this site included.
         */
        get: operations["sources-details"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sources/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the changes of one source
         * @description Latest first, at most 500; those on their way to main are among them. Records made by a seed have none.
         */
        get: operations["sources-history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sources/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Find the coordinates of an object by its name
         * @description Asks Simbad, NED and VizieR, in this order, through the Sesame service of the CDS. Nothing is recorded: create the source with what you get. Answers are kept at the site for some time and given also while the internet is away. Bodies of the solar system are not resolved: they have no place of their own.
         */
        post: operations["sources-resolve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staging/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one staging job with its packages
         * @description As main will have it, unreplicated changes of this site included. With expand=raw_data_packages the packages themselves, as far as this site knows them.
         */
        get: operations["staging-jobs-by-id"];
        /**
         * Change how a staging job stands
         * @description What the body does not name stays as it is. With active=false its files are no longer needed where they were unpacked. status goes from pending to scheduled, in_progress, completed, failed; from scheduled to pending, in_progress, completed, failed; from in_progress to pending, completed, failed; from failed to pending. With If-Match it applies only to the record you have read.
         */
        put: operations["staging-jobs-update"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staging/jobs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Withdraw a staging job
         * @description It is no longer active: nobody begins it, and its files are not kept for it. Its status says how far it came. What is completed is not cancelled; PUT active=false releases its files.
         */
        post: operations["staging-jobs-cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staging/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List staging_job records
         * @description A request that raw data packages be unpacked where they can be processed. As main will have them, unreplicated changes of this site included.
         */
        get: operations["staging-jobs-list"];
        put?: never;
        /**
         * Ask that packages be unpacked where they can be processed
         * @description Of up to 1000 packages: those named, or those that the executions named have as this site knows them now. The job and what it asks for are one transaction, recorded whatever the link does, also of packages that are still buffered.
         */
        post: operations["staging-jobs-create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staging/jobs/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Have a failed staging job tried again
         * @description Its status goes from failed to pending, its error and times are cleared, and retry_count is one more; a job that was cancelled is active again. Where the job cannot be seen (the replica is away) it is tried again without being counted. What has not failed is refused.
         */
        post: operations["staging-jobs-retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sub_observing_program/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one sub_observing_program by id
         * @description A part of an observing programme. As main will have it, unreplicated changes of this site included.
         */
        get: operations["sub_observing_program-by-id"];
        /**
         * Change one sub_observing_program
         * @description What the body does not name stays as it is. With If-Match it applies only to the record you have read.
         */
        put: operations["sub_observing_program-update"];
        post?: never;
        /**
         * Withdraw one sub_observing_program
         * @description Lists leave it out from now on, unless deleted=include; by its id it still answers, with deleted_at. Its name stays taken.
         */
        delete: operations["sub_observing_program-delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sub_observing_program": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List sub_observing_program records
         * @description A part of an observing programme. As main will have them, unreplicated changes of this site included.
         */
        get: operations["sub_observing_program-list"];
        put?: never;
        /**
         * Create one sub_observing_program
         * @description A part of an observing programme. Made on main: at a secondary it needs the link, and shows here at once.
         */
        post: operations["sub_observing_program-create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sub_observing_program/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the changes of one sub_observing_program
         * @description Latest first, at most 500; those on their way to main are among them. Records made by a seed have none.
         */
        get: operations["sub_observing_program-history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/telescopes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List telescope records
         * @description A telescope and where it stands. As main will have them, unreplicated changes of this site included.
         */
        get: operations["telescopes-list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/transfer/data-transfers/{id}/logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List where the logs of a transfer lie
         * @description Where the log of an attempt at a transfer lies. Empty for a data_transfer there is not.
         */
        get: operations["transfer-data-transfer-logs-list"];
        put?: never;
        /**
         * File where the log of an attempt lies
         * @description The path of the log, never its text. Recorded whatever the link does, also of a transfer that is still buffered.
         */
        post: operations["transfer-data-transfer-logs-create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/transfer/data-transfer-packages/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one data_transfer_package by id
         * @description A bundle of raw data packages that crosses the long link as one. As main will have it, unreplicated changes of this site included.
         */
        get: operations["transfer-data-transfer-packages-by-id"];
        /**
         * Change one data_transfer_package
         * @description What the body does not name stays as it is. status goes from pending to scheduled, in_progress, completed, failed; from scheduled to pending, in_progress, completed, failed; from in_progress to pending, completed, failed; from failed to pending. With If-Match it applies only to the record you have read.
         */
        put: operations["transfer-data-transfer-packages-update"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/transfer/data-transfer-packages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List data_transfer_package records
         * @description A bundle of raw data packages that crosses the long link as one. As main will have them, unreplicated changes of this site included.
         */
        get: operations["transfer-data-transfer-packages-list"];
        put?: never;
        /**
         * Bundle raw data packages for the long link
         * @description The bundle and what becomes of up to 1000 packages in it are one transaction: each goes from waiting to transferring and names the bundle. One that is in another bundle or not waiting is refused, and with it all. Recorded whatever the link does.
         */
        post: operations["transfer-data-transfer-packages-create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/transfer/data-transfer/{id}/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Have a failed transfer tried again
         * @description Its status goes from failed to pending, its error and times are cleared, and it is tried as often as a new one: retry_count begins at 0 again. Unpacking that had failed, too, begins again with it; unpack=true resets unpacking alone. What has not failed is refused. Recorded at either site, link or no link.
         */
        post: operations["transfer-data-transfer-reset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/transfer/data-transfers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one data_transfer by id
         * @description A transfer of one bundle to one place. Moving and unpacking are told apart, so that each can be tried again alone. As main will have it, unreplicated changes of this site included.
         */
        get: operations["transfer-data-transfers-by-id"];
        /**
         * Change one data_transfer
         * @description What the body does not name stays as it is. status goes from pending to scheduled, in_progress, completed, failed; from scheduled to pending, in_progress, completed, failed; from in_progress to pending, completed, failed; from failed to pending. unpack_status goes from pending to scheduled, in_progress, completed, failed; from scheduled to pending, in_progress, completed, failed; from in_progress to pending, completed, failed; from failed to pending. With If-Match it applies only to the record you have read.
         */
        put: operations["transfer-data-transfers-update"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/transfer/data-transfers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List data_transfer records
         * @description A transfer of one bundle to one place. Moving and unpacking are told apart, so that each can be tried again alone. As main will have them, unreplicated changes of this site included.
         */
        get: operations["transfer-data-transfers-list"];
        put?: never;
        /**
         * Create one data_transfer
         * @description A transfer of one bundle to one place. Moving and unpacking are told apart, so that each can be tried again alone. Recorded whatever the link does; it may refer to records that are still buffered.
         */
        post: operations["transfer-data-transfers-create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/transfer/failed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List everything that has failed
         * @description Packages, bundles, transfers, archiving, staging and deletions in one list, newest first, as main will have them; of kinds you may not read, nothing. A transfer that failed in two ways is in it twice. Staging jobs that were cancelled are left out.
         */
        get: operations["transfer-failed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/transfer/long-term-archive-transfers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one long_term_archive_transfer by id
         * @description A transfer of one raw data package into a long-term archive. As main will have it, unreplicated changes of this site included.
         */
        get: operations["transfer-long-term-archive-transfers-by-id"];
        /**
         * Change one long_term_archive_transfer
         * @description What the body does not name stays as it is. status goes from pending to scheduled, in_progress, completed, failed; from scheduled to pending, in_progress, completed, failed; from in_progress to pending, completed, failed; from failed to pending. With If-Match it applies only to the record you have read.
         */
        put: operations["transfer-long-term-archive-transfers-update"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/transfer/long-term-archive-transfers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List long_term_archive_transfer records
         * @description A transfer of one raw data package into a long-term archive. As main will have them, unreplicated changes of this site included.
         */
        get: operations["transfer-long-term-archive-transfers-list"];
        put?: never;
        /**
         * Create one long_term_archive_transfer
         * @description A transfer of one raw data package into a long-term archive. Recorded whatever the link does; it may refer to records that are still buffered.
         */
        post: operations["transfer-long-term-archive-transfers-create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/transfer/long-term-archive-transfers/{id}/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Have a failed transfer into an archive tried again
         * @description Its status goes from failed to pending, its error and times are cleared, and it is tried as often as a new one: retry_count begins at 0 again. What has not failed is refused. Recorded at either site, link or no link.
         */
        post: operations["transfer-long-term-archive-transfers-reset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/transfer/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How moving the data stands
         * @description Counts of everything on its way to the archives, by how it stands, as main will have it: one moment for all of them, unreplicated changes of this site included.
         */
        get: operations["transfer-overview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/transfer/physical-copies/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one physical_copy by id
         * @description A copy of a file or package at one location. With the columns of its kind. As main will have it, unreplicated changes of this site included.
         */
        get: operations["transfer-physical-copies-by-id"];
        /**
         * Change how a copy stands
         * @description What the body does not name stays as it is. A copy at a source is not given up before its data are safe: deletion_scheduled and deletion_in_progress are refused until main knows its package as archived, with a verified copy that is present at a long-term archive; of a bundle, each of its packages. gone_at is now unless it is given. status goes from present to staged, deletion_possible, deletion_scheduled; from staged to present, deletion_possible, deletion_scheduled; from deletion_possible to present, deletion_scheduled; from deletion_scheduled to present, deletion_in_progress; from deletion_in_progress to deleted, deletion_failed; from deletion_failed to deletion_scheduled, deletion_in_progress. With If-Match it applies only to the record you have read.
         */
        put: operations["transfer-physical-copies-update"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/transfer/physical-copies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List physical_copy records
         * @description A copy of a file or package at one location. As main will have them, unreplicated changes of this site included.
         */
        get: operations["transfer-physical-copies-list"];
        put?: never;
        /**
         * Record that a copy of a file or package is there
         * @description The copy and what it is a copy of are one transaction. Recorded whatever the link does, also of what is still buffered.
         */
        post: operations["transfer-physical-copies-create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/transfer/raw-packages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List raw_data_package records
         * @description A tar of the files one instrument module produced during one execution. As main will have them, unreplicated changes of this site included.
         */
        get: operations["transfer-raw-packages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/transfer/routes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one data_transfer_route by id
         * @description A way from one site to another, and the program that takes it. As main will have it, unreplicated changes of this site included.
         */
        get: operations["transfer-routes-by-id"];
        /**
         * Change one data_transfer_route
         * @description What the body does not name stays as it is. From where to where it leads stays, because transfers refer to it: another way is another route. With If-Match it applies only to the record you have read.
         */
        put: operations["transfer-routes-update"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/transfer/routes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List data_transfer_route records
         * @description A way from one site to another, and the program that takes it. As main will have them, unreplicated changes of this site included.
         */
        get: operations["transfer-routes-list"];
        put?: never;
        /**
         * Create one data_transfer_route
         * @description A way from one site to another, and the program that takes it. Made on main: at a secondary it needs the link, and shows here at once.
         */
        post: operations["transfer-routes-create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user_preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Your own settings
         * @description Whatever the screens keep for you, as it was last put.
         */
        get: operations["user_preferences-get"];
        /**
         * Replace your own settings
         * @description An object of at most 16384 bytes. Kept at this site at once, link or no link.
         */
        put: operations["user_preferences-put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/visibility/heatmap": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * When in a year a source can be observed
         * @description For every hour of the year, what part of it the source can be observed, and how high it then stands: to see at a glance in which months and at which hours to schedule it. Looked at every five minutes.
         */
        get: operations["visibility-heatmap"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/visibility/{source_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * When and where a source can be observed
         * @description Its path over the telescope, rise, transit and set, distances to Sun and Moon, and the windows in which it can be observed, with the reason when not. Tonight unless told otherwise; the telescope observes by day, too, so a night is 24 hours from 16:00 UTC, with the times of the Sun beside. Elevations are without refraction. An area of constant elevation is observable while the telescope, at that elevation and in the azimuth of the centre of the area, looks at a piece of it; distances are from there, azimuth and elevation are those of the centre.
         */
        get: operations["visibility-of-source"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/visibility/precalculate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Work out the visibility of the coming nights beforehand
         * @description Tonight of all sources first, then the nights after it, within the usual limits: GET /visibility/{source_id} then answers from what is kept. It stops after VISIBILITY_BUDGET_MS and says what is left; the same call again goes on from there, and so does the scheduled function, every minute. What is kept belongs to the coordinates of a source: one that changes is worked out anew. It is kept at the site that is asked.
         */
        post: operations["visibility-precalculate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description RFC 9457 problem details. Some codes have further members, such as the id of the record concerned. */
        Problem: {
            /**
             * Format: uri
             * @description urn:ops-db:problem: and the code
             */
            type: string;
            /** @description what the code means */
            title: string;
            /** @description the HTTP status */
            status: number;
            /**
             * @description stable; what programs decide by
             * @enum {string}
             */
            code: "request.malformed" | "request.too_large" | "request.invalid" | "reference.unknown" | "auth.required" | "auth.forbidden" | "auth.wrong" | "auth.not_configured" | "github.unavailable" | "resolver.unavailable" | "rate.limited" | "route.not_found" | "record.not_found" | "name.unknown" | "source.without_position" | "record.exists" | "idempotency.conflict" | "record.conflict" | "record.changed" | "cursor.expired" | "site.read_only" | "buffer.unavailable" | "buffer.not_durable" | "buffer.full" | "cache.unavailable" | "database.unavailable" | "gateway.unavailable" | "gateway.busy" | "gateway.timeout" | "internal";
            /** @description what happened this time */
            detail: string;
            /** @description what to do next */
            remedy: string;
            /** @description the id of this request in the log */
            instance: string;
            /** @description the field concerned, when it is only one */
            field?: string;
            /** @description everything that is wrong with the request, all at once */
            errors?: {
                /** @enum {string} */
                in: "path" | "query" | "header" | "body";
                field: string;
                detail: string;
            }[];
            /** @description when trying again makes sense [s] */
            retry_after_s?: number;
        };
        receipt: {
            /** @description id of the record that was created or changed */
            id: string | number;
            /**
             * Format: uuid
             * @description GET /buffer/transactions/{transaction_id} tells how far it has come
             */
            transaction_id: string;
            /**
             * @description buffered: durable at this site; applied: committed on main; a repeated call answers the state today
             * @enum {string}
             */
            status: "buffered" | "held" | "applied" | "replicated" | "dead" | "discarded";
            /** @description the site that accepted it */
            site: string;
            /** @description the series that site's numbers belong to */
            series: string | null;
            /** @description that site's number for it, without gaps from 1; null for what main took directly */
            sequence: number | null;
            /** @description SHA-256 of the transaction as accepted; main keeps it with the number */
            digest: string;
        };
        observatory: {
            id: number;
            /** @description Name by which people know it. */
            name: string;
            description: string | null;
        };
        telescope: {
            id: number;
            observatory_id: number;
            /** @description Name by which people know it. */
            name: string;
            latitude_deg: number | null;
            longitude_deg: number | null;
            elevation_m: number | null;
        };
        instrument: {
            id: number;
            telescope_id: number;
            /** @description Name by which people know it. */
            name: string;
            instrument_type: string | null;
            description: string | null;
            /** @description Installed and operational now. */
            available: boolean;
        };
        instrument_module: {
            id: number;
            instrument_id: number;
            /** @description Name by which people know it. */
            name: string;
            pixels: number | null;
            freq_min_ghz: number | null;
            freq_max_ghz: number | null;
            /** @description Installed and operational now. */
            available: boolean;
        };
        instrument_module_configuration: {
            id: number;
            instrument_module_id: number;
            /** @description Unique for its module. */
            name: string;
            /**
             * @description The table that says more: it has a record of the same id.
             * @enum {string}
             */
            type: "generic" | "chai_module_configuration";
            /** @description What its type does not name, as the instrument understands it. */
            parameters: {
                [key: string]: unknown;
            };
        };
        chai_module_configuration: {
            id: number;
            /** @description Tuned sky frequency. [GHz] */
            sky_frequency_ghz: number;
            /**
             * @description The sideband the line is in.
             * @enum {string}
             */
            sideband: "upper" | "lower";
            backend: string | null;
        };
        observation_configuration: {
            id: number;
            /** @description What people call it. */
            name: string;
            /**
             * @description The table that says more: it has a record of the same id.
             * @enum {string}
             */
            type: "generic" | "chai_observation_configuration";
            /** @description What its type does not name, as the instrument understands it. */
            parameters: {
                [key: string]: unknown;
            };
        };
        chai_observation_configuration: {
            id: number;
            /** @description Transition, such as CO(4-3). */
            line: string;
            /** @description Of the line. [GHz] */
            rest_frequency_ghz: number;
            off_ra_deg: number | null;
            off_dec_deg: number | null;
        };
        chai_tiling: {
            id: number;
            chai_observation_configuration_id: number;
            /** @description Place in the order the tiles are observed in, from 0. */
            position: number;
            /** @description Offset of its centre from the source, east positive. [arcsec] */
            offset_x_arcsec: number;
            /** @description Offset of its centre from the source, north positive. [arcsec] */
            offset_y_arcsec: number;
            /** @description Position angle. [deg] */
            angle_deg: number;
        };
        chai_inpar_parameter: {
            id: number;
            chai_observation_configuration_id: number;
            /** @description Unique for its configuration. */
            name: string;
            /** @description As the software reads it. */
            value: string;
            unit: string | null;
        };
        source: {
            id: number;
            /** @description Name of the source, such as Orion-KL. */
            name: string;
            /**
             * @description The table that says more: it has a record of the same id.
             * @enum {string}
             */
            type: "fixed_source" | "solar_system_object" | "constant_elevation_source";
            created_at: string;
            updated_at: string;
            deleted_at: string | null;
        };
        fixed_source: {
            id: number;
            /** @description Right ascension. [deg] */
            ra_deg: number;
            /** @description Declination. [deg] */
            dec_deg: number;
            /** @description Reference frame of the coordinates. */
            frame: string;
            vlsr_km_s: number | null;
            redshift: number | null;
            /** @description Other names it is known by. */
            aliases: string[];
        };
        solar_system_object: {
            id: number;
            /** @description English name, such as Jupiter. */
            body: string;
            naif_id: number | null;
        };
        constant_elevation_source: {
            id: number;
            /** @description Western edge; the area may reach over 0. [deg] */
            ra_min_deg: number;
            /** @description Eastern edge. [deg] */
            ra_max_deg: number;
            /** @description Southern edge. [deg] */
            dec_min_deg: number;
            /** @description Northern edge. [deg] */
            dec_max_deg: number;
            /** @description Elevation it is scanned at. [deg] */
            elevation_deg: number;
        };
        observing_program: {
            id: number;
            name: string;
            /** @description The form normally used, such as GEco. */
            short_name: string;
            description: string | null;
            lead: string | null;
            instrument_id: number | null;
            allocated_time_hours: number | null;
            created_at: string;
            updated_at: string;
            deleted_at: string | null;
        };
        sub_observing_program: {
            id: number;
            /** @description The programme it is part of. */
            observing_program_id: number;
            name: string;
            /** @description Unique within its programme. */
            short_name: string;
            description: string | null;
            created_at: string;
            updated_at: string;
            deleted_at: string | null;
        };
        obs_mode: {
            id: number;
            /** @description Name of the mode. */
            name: string;
            description: string | null;
            /** @description What the scan pattern needs, as the planning software understands it. */
            scan_parameters: {
                [key: string]: unknown;
            };
        };
        obs_unit: {
            id: number;
            /** @description Name, unique within its programme. */
            name: string;
            /** @description The programme it belongs to. */
            observing_program_id: number;
            sub_observing_program_id: number | null;
            /** @description What it looks at. */
            source_id: number;
            /** @description How it is carried out. */
            obs_mode_id: number;
            observation_configuration_id: number | null;
            /** @description Whether the scheduler may choose it. */
            available: boolean;
            phase: string | null;
            priority: number | null;
            requested_time_s: number | null;
            min_elevation_deg: number | null;
            max_elevation_deg: number | null;
            min_sun_distance_deg: number | null;
            min_moon_distance_deg: number | null;
            max_pwv_mm: number | null;
            created_at: string;
            updated_at: string;
            deleted_at: string | null;
        };
        obs_unit_module_configuration: {
            id: number;
            /** @description The observation unit. */
            obs_unit_id: number;
            /** @description What it uses. */
            instrument_module_configuration_id: number;
        };
        executed_obs_unit: {
            /**
             * Format: uuid
             * @description UUIDv7, made before anything is sent.
             */
            id: string;
            /** @description The observation unit that was executed. */
            obs_unit_id: number;
            /** @description When it began, UTC. */
            start_time: string;
            end_time: string | null;
            /**
             * @description running until it is finished.
             * @enum {string}
             */
            status: "running" | "completed" | "aborted" | "failed";
            mean_pwv_mm: number | null;
            mean_elevation_deg: number | null;
            comment: string | null;
            executed_by: string | null;
            /** @description The site that recorded it. */
            site_name: string;
            created_at: string;
            updated_at: string;
        };
        site: {
            id: number;
            /** @description Used in the names of queues. */
            short_name: string;
            /** @description What people call it. */
            name: string;
            location: string | null;
        };
        data_location: {
            id: number;
            site_id: number;
            /** @description Unique within its site. */
            name: string;
            /**
             * @description What it is for.
             * @enum {string}
             */
            location_type: "source" | "buffer" | "long_term_archive" | "processing";
            /**
             * @description How it stores: the table that says more has a record of the same id.
             * @enum {string}
             */
            storage_type: "disk" | "s3" | "tape";
            /** @description Of several of one type the lowest is taken first. */
            priority: number;
            /** @description In use. */
            active: boolean;
        };
        disk_data_location: {
            id: number;
            /** @description Name of the host. */
            host: string;
            /** @description Directory the relative paths of its files begin at. */
            path: string;
            user: string | null;
        };
        s3_data_location: {
            id: number;
            /** @description Name of the bucket. */
            bucket: string;
            endpoint_url: string | null;
            region: string | null;
            credentials_prefix: string | null;
        };
        tape_data_location: {
            id: number;
            /** @description Name of the library. */
            library: string;
            pool: string | null;
        };
        data_transfer_route: {
            id: number;
            /** @description Unique, such as ccat_to_cologne. */
            name: string;
            /** @description The site it begins at. */
            origin_site_id: number;
            /** @description The site it ends at. */
            destination_site_id: number;
            relay_site_id: number | null;
            origin_location_id: number | null;
            destination_location_id: number | null;
            /** @description The program that moves the data. */
            method: string;
            /**
             * @description direct; relay by way of a third site; custom from location to location.
             * @enum {string}
             */
            route_type: "direct" | "relay" | "custom";
            /** @description In use. */
            active: boolean;
        };
        data_transfer_package: {
            /** Format: uuid */
            id: string;
            /** @description Unique. */
            name: string;
            /** @description Where it was put together. */
            origin_location_id: number;
            size_bytes: number | null;
            checksum: string | null;
            /**
             * @description How putting it together stands.
             * @enum {string}
             */
            status: "pending" | "scheduled" | "in_progress" | "completed" | "failed";
            /** @description How often that was tried again. */
            retry_count: number;
            created_at: string;
            updated_at: string;
        };
        raw_data_package: {
            /** Format: uuid */
            id: string;
            /** @description Unique within its execution and module. */
            name: string;
            /**
             * Format: uuid
             * @description The execution whose files it holds.
             */
            executed_obs_unit_id: string;
            /** @description The module that produced them. */
            instrument_module_id: number;
            data_transfer_package_id: string | null;
            relative_path: string | null;
            size_bytes: number | null;
            checksum: string | null;
            /**
             * @description pending: scheduled to be built.
             * @enum {string}
             */
            status: "pending" | "scheduled" | "in_progress" | "completed" | "failed";
            /**
             * @description Where it is on its way to the archives.
             * @enum {string}
             */
            state: "waiting" | "transferring" | "archived" | "failed";
            /** @description How often building it was tried again. */
            retry_count: number;
            created_at: string;
            updated_at: string;
        };
        raw_data_package_metadata: {
            /**
             * Format: uuid
             * @description The package it describes.
             */
            id: string;
            /** @description Any JSON object. */
            metadata: {
                [key: string]: unknown;
            };
            created_at: string;
            updated_at: string;
        };
        raw_data_file: {
            /** Format: uuid */
            id: string;
            /** @description Name of the file. */
            name: string;
            /** @description Where it lies below its location; unique there. */
            relative_path: string;
            /** @description The location it was written to. */
            source_location_id: number;
            /** @description The module that produced it. */
            instrument_module_id: number;
            executed_obs_unit_id: string | null;
            raw_data_package_id: string | null;
            size_bytes: number | null;
            checksum: string | null;
            /**
             * @description How the checksum was computed.
             * @enum {string}
             */
            checksum_algorithm: "xxh64" | "sha256" | "md5";
            file_type: string | null;
            description: string | null;
            created_at: string;
            updated_at: string;
        };
        data_transfer: {
            /** Format: uuid */
            id: string;
            /**
             * Format: uuid
             * @description The bundle.
             */
            data_transfer_package_id: string;
            /** @description Where it is read from. */
            origin_location_id: number;
            /** @description Where it is written to. */
            destination_location_id: number;
            data_transfer_route_id: number | null;
            /**
             * @description How moving it stands.
             * @enum {string}
             */
            status: "pending" | "scheduled" | "in_progress" | "completed" | "failed";
            /** @description How often it was tried again. */
            retry_count: number;
            /**
             * @description How unpacking it at its destination stands.
             * @enum {string}
             */
            unpack_status: "pending" | "scheduled" | "in_progress" | "completed" | "failed";
            /** @description How often unpacking was tried again. */
            unpack_retry_count: number;
            start_time: string | null;
            end_time: string | null;
            failure_error_message: string | null;
            created_at: string;
            updated_at: string;
        };
        data_transfer_log: {
            /** Format: uuid */
            id: string;
            /**
             * Format: uuid
             * @description The transfer.
             */
            data_transfer_id: string;
            /**
             * @description What the attempt came to.
             * @enum {string}
             */
            status: "pending" | "scheduled" | "in_progress" | "completed" | "failed";
            /** @description Path of the log file; its text is not stored here. */
            log_path: string;
            /** @description When it was filed, UTC. */
            created_at: string;
        };
        long_term_archive_transfer: {
            /** Format: uuid */
            id: string;
            /**
             * Format: uuid
             * @description The package.
             */
            raw_data_package_id: string;
            /** @description Where it is read from. */
            origin_location_id: number;
            /** @description Where it is written to. */
            destination_location_id: number;
            /**
             * @description How it stands.
             * @enum {string}
             */
            status: "pending" | "scheduled" | "in_progress" | "completed" | "failed";
            /** @description How often it was tried again. */
            retry_count: number;
            start_time: string | null;
            end_time: string | null;
            failure_error_message: string | null;
            created_at: string;
            updated_at: string;
        };
        physical_copy: {
            /** Format: uuid */
            id: string;
            /**
             * @description The table that says what it is a copy of: it has a record of the same id.
             * @enum {string}
             */
            type: "raw_data_file_physical_copy" | "raw_data_package_physical_copy" | "data_transfer_package_physical_copy";
            /** @description Where it lies. */
            data_location_id: number;
            /**
             * @description Whether it is there, and how its deletion stands.
             * @enum {string}
             */
            status: "present" | "staged" | "deletion_possible" | "deletion_scheduled" | "deletion_in_progress" | "deleted" | "deletion_failed";
            checksum: string | null;
            verified_at: string | null;
            gone_at: string | null;
            created_at: string;
            updated_at: string;
        };
        raw_data_file_physical_copy: {
            /** Format: uuid */
            id: string;
            /**
             * Format: uuid
             * @description The file.
             */
            raw_data_file_id: string;
        };
        raw_data_package_physical_copy: {
            /** Format: uuid */
            id: string;
            /**
             * Format: uuid
             * @description The package.
             */
            raw_data_package_id: string;
        };
        data_transfer_package_physical_copy: {
            /** Format: uuid */
            id: string;
            /**
             * Format: uuid
             * @description The bundle.
             */
            data_transfer_package_id: string;
        };
        user: {
            id: number;
            /** @description A GitHub login, or the name of a service. */
            username: string;
            github_id: number | null;
            name: string | null;
            email: string | null;
            avatar_url: string | null;
            /** @description An inactive user is refused everywhere. */
            is_active: boolean;
            /** @description A program, which never signs in and calls with API tokens. */
            is_service: boolean;
            /** @description Whatever the screens keep for this person. */
            preferences: (string | number | boolean | null) | {
                [key: string]: unknown;
            } | unknown[];
            created_at: string;
            updated_at: string;
        };
        role: {
            id: number;
            /** @description admin, observer, viewer or service. */
            name: string;
        };
        user_role: {
            /** Format: uuid */
            id: string;
            user_id: number;
            role_id: number;
            /** @description Whether the user has it now. */
            granted: boolean;
            /**
             * @description Who gave or took it last: an administrator, or the GitHub teams the user is in.
             * @enum {string}
             */
            source: "administrator" | "github";
            created_at: string;
        };
        api_token: {
            /** Format: uuid */
            id: string;
            user_id: number;
            /** @description What it is for. */
            name: string;
            token_hash: string;
            /** @description The first characters behind `ops_api_token_`, to tell tokens apart. */
            token_prefix: string;
            scopes: ((string | number | boolean | null) | {
                [key: string]: unknown;
            } | unknown[]) | null;
            made_with: string | null;
            last_used_at: string | null;
            last_used_ip: string | null;
            /** @description How often it was used; counted while Redis keeps the count. */
            usage_count: number;
            is_active: boolean;
            expires_at: string | null;
            created_at: string;
            updated_at: string;
        };
        user_session: {
            /** Format: uuid */
            id: string;
            user_id: number;
            /** @description Where it began; only there it can be refreshed. */
            site: string;
            /** @enum {string} */
            method: "github" | "code";
            address: string | null;
            user_agent: string | null;
            created_at: string;
            /** @description It ends then, whatever happens. */
            expires_at: string;
            ended_at: string | null;
            ended_because: string | null;
        };
        sign_in_code: {
            /** Format: uuid */
            id: string;
            user_id: number;
            /** @description Where it is good: two sites that cannot hear of each other would each take it once. */
            site: string;
            code_hash: string;
            made_by: string;
            created_at: string;
            expires_at: string;
            used_at: string | null;
        };
        audit_event: {
            /** Format: uuid */
            id: string;
            /** @description When, by the clock of the site. */
            at: string;
            site: string;
            user_id: number | null;
            /** @description Who did it, by the name of that time. */
            username: string;
            /** @description Such as token.revoke. */
            act: string;
            /** @description What it was done to, such as user:3. */
            subject: string;
            address: string | null;
            /** @description The request in the log. */
            request_id: string;
            /** @description What changed. Never a secret. */
            details: (string | number | boolean | null) | {
                [key: string]: unknown;
            } | unknown[];
        };
        staging_job: {
            /** Format: uuid */
            id: string;
            /** @description Where to; a location for processing. */
            destination_location_id: number;
            /** @description The user who asked. */
            requested_by: number;
            /**
             * @description How it stands.
             * @enum {string}
             */
            status: "pending" | "scheduled" | "in_progress" | "completed" | "failed";
            /** @description Whether its files are still needed: what is active is not deleted there. */
            active: boolean;
            /** @description How often it was tried again. */
            retry_count: number;
            comment: string | null;
            start_time: string | null;
            end_time: string | null;
            failure_error_message: string | null;
            created_at: string;
            updated_at: string;
        };
        staging_job_package: {
            /** Format: uuid */
            id: string;
            /**
             * Format: uuid
             * @description The job.
             */
            staging_job_id: string;
            /**
             * Format: uuid
             * @description The package.
             */
            raw_data_package_id: string;
        };
    };
    responses: never;
    parameters: {
        /** @description Makes the call repeatable: sent again with the same key and body, it answers as it did the first time. */
        "Idempotency-Key": string;
        /** @description The ETag of the record as its own GET answered it: it is changed only if it is still that. */
        "If-Match": string;
        /** @description The ETag of the answer you have: 304 says that it still holds. */
        "If-None-Match": string;
    };
    requestBodies: never;
    headers: {
        /** @description Records of this site laid over what its database holds, because main has not sent them back yet. */
        "OpsDB-Overlay": number;
        /** @description Seconds the database's knowledge of main is old; absent when unknown. [s] */
        "OpsDB-Replica-Age": number;
        /** @description How far the newest unreplicated change of the record has come; absent when there is none. */
        "OpsDB-State": string;
        /** @description hit: worked out or asked for before; miss: now. */
        "OpsDB-Cache": "hit" | "miss";
        /** @description true when this is the first answer to the same call, given again. */
        "Idempotency-Replayed": "true";
        /** @description The id of this request in the log: as sent in X-Request-Id, or a new one. */
        "X-Request-Id": string;
        /** @description Says which answer this is: sent back as If-None-Match, 304 says that it still is; as If-Match, a change applies to nothing else. */
        ETag: string;
        /** @description Of an export that does not end the list: the next page, with rel="next" (RFC 8288). */
        Link: string;
        /** @description Of an export that does not end the list: cursor of the next page. */
        "OpsDB-Next-Cursor": string;
        /** @description Of an export: whether it ends the list and nothing that could belong to it was out of reach. Sent in front of a whole list, it holds when that has come to its end. */
        "OpsDB-Complete": "true" | "false";
        /** @description Of an export, with total=true: records on all pages together. */
        "OpsDB-Total": number;
        /** @description Where to go on. */
        Location: string;
        /** @description The refresh token of the session, which no script can read; or its removal. */
        "Set-Cookie": string;
        /** @description When trying again makes sense. [s] */
        "Retry-After": number;
        /** @description How to authenticate (RFC 6750). */
        "WWW-Authenticate": "Bearer";
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    "admin-users-change": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call repeatable: sent again with the same key and body, it answers as it did the first time. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string | null;
                    email?: string | null;
                    /** @description An inactive user is refused everywhere. */
                    is_active?: boolean;
                };
            };
        };
        responses: {
            /** @description It is changed. */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["receipt"];
                };
            };
        };
    };
    "admin-users-code": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The code. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description shown this once */
                        codes: string[];
                        /** @description the site they are good at */
                        site: string;
                        expires_at: string;
                    };
                };
            };
        };
    };
    "admin-users-list": {
        parameters: {
            query?: {
                /** @description Its id. Repeated: any of them. */
                id?: number[];
                /** @description Its id. From here on. */
                id_gte?: number;
                /** @description Its id. Before this, which is excluded. */
                id_lt?: number;
                /** @description A GitHub login, or the name of a service. Repeated: any of them. */
                username?: string[];
                /** @description An inactive user is refused everywhere. Repeated: any of them. */
                is_active?: ("true" | "false")[];
                /** @description A program, which never signs in and calls with API tokens. Repeated: any of them. */
                is_service?: ("true" | "false")[];
                /** @description Its created_at. Repeated: any of them. */
                created_at?: string[];
                /** @description Its created_at. From here on. */
                created_at_gte?: string;
                /** @description Its created_at. Before this, which is excluded. */
                created_at_lt?: string;
                /** @description sort by this column, with - descending; default -created_at */
                order?: "created_at" | "-created_at" | "username" | "-username";
                /** @description rows in a page, at most 500; unless told 50, and in an export as many as it can hold */
                limit?: number;
                /** @description ok: answer from the replica alone when the buffer is out of reach */
                stale?: "ok";
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description only these members of each item, repeated or separated by commas; the id is always there */
                fields?: ("id" | "username" | "github_id" | "name" | "email" | "avatar_url" | "is_active" | "is_service" | "created_at" | "updated_at" | "roles")[];
                /** @description true: also count the records on all pages together */
                total?: "true" | "false";
                /** @description csv, ndjson: an export of the list; default what Accept asks for, else json */
                format?: "json" | "csv" | "ndjson";
            };
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page, or an export. */
            200: {
                headers: {
                    "OpsDB-Overlay": components["headers"]["OpsDB-Overlay"];
                    "OpsDB-Replica-Age": components["headers"]["OpsDB-Replica-Age"];
                    "OpsDB-Complete": components["headers"]["OpsDB-Complete"];
                    "OpsDB-Next-Cursor": components["headers"]["OpsDB-Next-Cursor"];
                    "OpsDB-Total": components["headers"]["OpsDB-Total"];
                    Link: components["headers"]["Link"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description with fields= only the members it names */
                        items: {
                            id: number;
                            /** @description A GitHub login, or the name of a service. */
                            username: string;
                            github_id: number | null;
                            name: string | null;
                            email: string | null;
                            avatar_url: string | null;
                            /** @description An inactive user is refused everywhere. */
                            is_active: boolean;
                            /** @description A program, which never signs in and calls with API tokens. */
                            is_service: boolean;
                            created_at: string;
                            updated_at: string;
                            roles: string[];
                        }[];
                        /** @description cursor of the next page; null when this page ends the list */
                        next_cursor: string | null;
                        /** @description this page ends the list and nothing that could belong to it was out of reach */
                        complete: boolean;
                        /** @description records of this page with unreplicated changes */
                        pending: {
                            [key: string]: "buffered" | "held" | "applied" | "replicated" | "dead" | "discarded";
                        };
                        /** @description with total=true: records on all pages together */
                        total?: number;
                    };
                    "text/csv": string;
                    "application/x-ndjson": string;
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "admin-users-create": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call repeatable: sent again with the same key and body, it answers as it did the first time. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description A GitHub login, or the name of a service. */
                    username: string;
                    name?: string | null;
                    email?: string | null;
                    /** @description A program, which never signs in and calls with API tokens. */
                    is_service?: boolean;
                    /** @default [] */
                    roles?: ("admin" | "observer" | "viewer" | "service")[];
                };
            };
        };
        responses: {
            /** @description The user. */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["receipt"];
                };
            };
        };
    };
    "admin-users-roles": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call repeatable: sent again with the same key and body, it answers as it did the first time. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    roles: ("admin" | "observer" | "viewer" | "service")[];
                };
            };
        };
        responses: {
            /** @description The user has these roles. */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["receipt"];
                };
            };
        };
    };
    "api_tokens-by-id": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The token. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        user_id: number;
                        /** @description What it is for. */
                        name: string;
                        /** @description The first characters behind `ops_api_token_`, to tell tokens apart. */
                        token_prefix: string;
                        scopes: ((string | number | boolean | null) | {
                            [key: string]: unknown;
                        } | unknown[]) | null;
                        made_with: string | null;
                        last_used_at: string | null;
                        last_used_ip: string | null;
                        /** @description How often it was used; counted while Redis keeps the count. */
                        usage_count: number;
                        is_active: boolean;
                        expires_at: string | null;
                        created_at: string;
                        updated_at: string;
                    };
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "api_tokens-revoke": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call repeatable: sent again with the same key and body, it answers as it did the first time. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is revoked. */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["receipt"];
                };
            };
        };
    };
    "api_tokens-list": {
        parameters: {
            query?: {
                /** @description Its id. Repeated: any of them. */
                id?: string[];
                /** @description Its user_id. Repeated: any of them. */
                user_id?: number[];
                /** @description Its user_id. From here on. */
                user_id_gte?: number;
                /** @description Its user_id. Before this, which is excluded. */
                user_id_lt?: number;
                /** @description Its is_active. Repeated: any of them. */
                is_active?: ("true" | "false")[];
                /** @description Its created_at. Repeated: any of them. */
                created_at?: string[];
                /** @description Its created_at. From here on. */
                created_at_gte?: string;
                /** @description Its created_at. Before this, which is excluded. */
                created_at_lt?: string;
                /** @description sort by this column, with - descending; default -created_at */
                order?: "created_at" | "-created_at";
                /** @description rows in a page, at most 500; unless told 50, and in an export as many as it can hold */
                limit?: number;
                /** @description ok: answer from the replica alone when the buffer is out of reach */
                stale?: "ok";
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description only these members of each item, repeated or separated by commas; the id is always there */
                fields?: ("id" | "user_id" | "name" | "token_prefix" | "scopes" | "made_with" | "last_used_at" | "last_used_ip" | "usage_count" | "is_active" | "expires_at" | "created_at" | "updated_at")[];
                /** @description true: also count the records on all pages together */
                total?: "true" | "false";
                /** @description csv, ndjson: an export of the list; default what Accept asks for, else json */
                format?: "json" | "csv" | "ndjson";
            };
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page, or an export. */
            200: {
                headers: {
                    "OpsDB-Overlay": components["headers"]["OpsDB-Overlay"];
                    "OpsDB-Replica-Age": components["headers"]["OpsDB-Replica-Age"];
                    "OpsDB-Complete": components["headers"]["OpsDB-Complete"];
                    "OpsDB-Next-Cursor": components["headers"]["OpsDB-Next-Cursor"];
                    "OpsDB-Total": components["headers"]["OpsDB-Total"];
                    Link: components["headers"]["Link"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description with fields= only the members it names */
                        items: {
                            /** Format: uuid */
                            id: string;
                            user_id: number;
                            /** @description What it is for. */
                            name: string;
                            /** @description The first characters behind `ops_api_token_`, to tell tokens apart. */
                            token_prefix: string;
                            scopes: ((string | number | boolean | null) | {
                                [key: string]: unknown;
                            } | unknown[]) | null;
                            made_with: string | null;
                            last_used_at: string | null;
                            last_used_ip: string | null;
                            /** @description How often it was used; counted while Redis keeps the count. */
                            usage_count: number;
                            is_active: boolean;
                            expires_at: string | null;
                            created_at: string;
                            updated_at: string;
                        }[];
                        /** @description cursor of the next page; null when this page ends the list */
                        next_cursor: string | null;
                        /** @description this page ends the list and nothing that could belong to it was out of reach */
                        complete: boolean;
                        /** @description records of this page with unreplicated changes */
                        pending: {
                            [key: string]: "buffered" | "held" | "applied" | "replicated" | "dead" | "discarded";
                        };
                        /** @description with total=true: records on all pages together */
                        total?: number;
                    };
                    "text/csv": string;
                    "application/x-ndjson": string;
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "api_tokens-create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description What it is for. */
                    name: string;
                    scopes?: string[] | null;
                    expires_at?: string | null;
                    user_id?: number;
                };
            };
        };
        responses: {
            /** @description It is good at this site now. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        user_id: number;
                        /** @description What it is for. */
                        name: string;
                        /** @description The first characters behind `ops_api_token_`, to tell tokens apart. */
                        token_prefix: string;
                        scopes: ((string | number | boolean | null) | {
                            [key: string]: unknown;
                        } | unknown[]) | null;
                        made_with: string | null;
                        last_used_at: string | null;
                        last_used_ip: string | null;
                        /** @description How often it was used; counted while Redis keeps the count. */
                        usage_count: number;
                        is_active: boolean;
                        expires_at: string | null;
                        created_at: string;
                        updated_at: string;
                        /** @description shown this once */
                        token: string;
                        transaction_id: string;
                        /** @enum {string} */
                        status: "buffered" | "held" | "applied" | "replicated" | "dead" | "discarded";
                    };
                };
            };
        };
    };
    "api_tokens-rotate": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The new token, shown this once. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        user_id: number;
                        /** @description What it is for. */
                        name: string;
                        /** @description The first characters behind `ops_api_token_`, to tell tokens apart. */
                        token_prefix: string;
                        scopes: ((string | number | boolean | null) | {
                            [key: string]: unknown;
                        } | unknown[]) | null;
                        made_with: string | null;
                        last_used_at: string | null;
                        last_used_ip: string | null;
                        /** @description How often it was used; counted while Redis keeps the count. */
                        usage_count: number;
                        is_active: boolean;
                        expires_at: string | null;
                        created_at: string;
                        updated_at: string;
                        /** @description shown this once */
                        token: string;
                        transaction_id: string;
                        /** @enum {string} */
                        status: "buffered" | "held" | "applied" | "replicated" | "dead" | "discarded";
                    };
                };
            };
        };
    };
    "api_tokens-scopes": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every scope, and whether your roles grant it. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        scope: string;
                        granted: boolean;
                    }[];
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "audit-list": {
        parameters: {
            query?: {
                /** @description Its id. Repeated: any of them. */
                id?: string[];
                /** @description When, by the clock of the site. Repeated: any of them. */
                at?: string[];
                /** @description When, by the clock of the site. From here on. */
                at_gte?: string;
                /** @description When, by the clock of the site. Before this, which is excluded. */
                at_lt?: string;
                /** @description Its site. Repeated: any of them. */
                site?: string[];
                /** @description Its user_id. Repeated: any of them; null: none. */
                user_id?: ("null" | string)[];
                /** @description Its user_id. From here on. */
                user_id_gte?: string;
                /** @description Its user_id. Before this, which is excluded. */
                user_id_lt?: string;
                /** @description Who did it, by the name of that time. Repeated: any of them. */
                username?: string[];
                /** @description Such as token.revoke. Repeated: any of them. */
                act?: string[];
                /** @description What it was done to, such as user:3. Repeated: any of them. */
                subject?: string[];
                /** @description sort by this column, with - descending; default -at */
                order?: "at" | "-at";
                /** @description rows in a page, at most 500; unless told 50, and in an export as many as it can hold */
                limit?: number;
                /** @description ok: answer from the replica alone when the buffer is out of reach */
                stale?: "ok";
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description only these members of each item, repeated or separated by commas; the id is always there */
                fields?: ("id" | "at" | "site" | "user_id" | "username" | "act" | "subject" | "address" | "request_id" | "details")[];
                /** @description true: also count the records on all pages together */
                total?: "true" | "false";
                /** @description csv, ndjson: an export of the list; default what Accept asks for, else json */
                format?: "json" | "csv" | "ndjson";
            };
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page, or an export. */
            200: {
                headers: {
                    "OpsDB-Overlay": components["headers"]["OpsDB-Overlay"];
                    "OpsDB-Replica-Age": components["headers"]["OpsDB-Replica-Age"];
                    "OpsDB-Complete": components["headers"]["OpsDB-Complete"];
                    "OpsDB-Next-Cursor": components["headers"]["OpsDB-Next-Cursor"];
                    "OpsDB-Total": components["headers"]["OpsDB-Total"];
                    Link: components["headers"]["Link"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description with fields= only the members it names */
                        items: components["schemas"]["audit_event"][];
                        /** @description cursor of the next page; null when this page ends the list */
                        next_cursor: string | null;
                        /** @description this page ends the list and nothing that could belong to it was out of reach */
                        complete: boolean;
                        /** @description records of this page with unreplicated changes */
                        pending: {
                            [key: string]: "buffered" | "held" | "applied" | "replicated" | "dead" | "discarded";
                        };
                        /** @description with total=true: records on all pages together */
                        total?: number;
                    };
                    "text/csv": string;
                    "application/x-ndjson": string;
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "auth-code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    username: string;
                    code: string;
                };
            };
        };
        responses: {
            /** @description Signed in. */
            200: {
                headers: {
                    "Set-Cookie": components["headers"]["Set-Cookie"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description for the Authorization header; keep it in memory only */
                        access_token: string;
                        /** @constant */
                        token_type: "Bearer";
                        /** @description until it expires [s] */
                        expires_in: number;
                    };
                };
            };
        };
    };
    "auth-jwks": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The keys. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        keys: {
                            /** @constant */
                            kty: "EC";
                            /** @constant */
                            crv: "P-256";
                            kid: string;
                            x: string;
                            y: string;
                            /** @constant */
                            use: "sig";
                            /** @constant */
                            alg: "ES256";
                        }[];
                    };
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "auth-logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description There is no session any more. */
            200: {
                headers: {
                    "Set-Cookie": components["headers"]["Set-Cookie"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        signed_out: true;
                    };
                };
            };
        };
    };
    "auth-make-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default 10 */
                    count?: number;
                };
            };
        };
        responses: {
            /** @description The codes. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description shown this once */
                        codes: string[];
                        /** @description the site they are good at */
                        site: string;
                        expires_at: string;
                    };
                };
            };
        };
    };
    "auth-me": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The caller. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number;
                        username: string;
                        name: string | null;
                        email: string | null;
                        avatar_url: string | null;
                        is_service: boolean;
                        roles: string[];
                        /** @description what the roles grant; `*` in either place means all */
                        permissions: string[];
                        /** @description what the token narrows that to; null narrows nothing */
                        scopes: string[] | null;
                        /** @enum {string} */
                        token_type: "jwt" | "api";
                    };
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "auth-refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session goes on. */
            200: {
                headers: {
                    "Set-Cookie": components["headers"]["Set-Cookie"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description for the Authorization header; keep it in memory only */
                        access_token: string;
                        /** @constant */
                        token_type: "Bearer";
                        /** @description until it expires [s] */
                        expires_in: number;
                    };
                };
            };
        };
    };
    "auth-sessions-end": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It has ended. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @constant */
                        ended: true;
                    };
                };
            };
        };
    };
    "auth-sessions": {
        parameters: {
            query?: {
                /** @description Its id. Repeated: any of them. */
                id?: string[];
                /** @description Its user_id. Repeated: any of them. */
                user_id?: number[];
                /** @description Its user_id. From here on. */
                user_id_gte?: number;
                /** @description Its user_id. Before this, which is excluded. */
                user_id_lt?: number;
                /** @description Its created_at. Repeated: any of them. */
                created_at?: string[];
                /** @description Its created_at. From here on. */
                created_at_gte?: string;
                /** @description Its created_at. Before this, which is excluded. */
                created_at_lt?: string;
                /** @description Null while it lasts. Repeated: any of them; null: none. */
                ended_at?: ("null" | string)[];
                /** @description Null while it lasts. From here on. */
                ended_at_gte?: string;
                /** @description Null while it lasts. Before this, which is excluded. */
                ended_at_lt?: string;
                /** @description sort by this column, with - descending; default -created_at */
                order?: "created_at" | "-created_at";
                /** @description rows in a page, at most 500; unless told 50, and in an export as many as it can hold */
                limit?: number;
                /** @description ok: answer from the replica alone when the buffer is out of reach */
                stale?: "ok";
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description only these members of each item, repeated or separated by commas; the id is always there */
                fields?: ("id" | "user_id" | "site" | "method" | "address" | "user_agent" | "created_at" | "expires_at" | "ended_at" | "ended_because")[];
                /** @description true: also count the records on all pages together */
                total?: "true" | "false";
                /** @description csv, ndjson: an export of the list; default what Accept asks for, else json */
                format?: "json" | "csv" | "ndjson";
            };
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page, or an export. */
            200: {
                headers: {
                    "OpsDB-Overlay": components["headers"]["OpsDB-Overlay"];
                    "OpsDB-Replica-Age": components["headers"]["OpsDB-Replica-Age"];
                    "OpsDB-Complete": components["headers"]["OpsDB-Complete"];
                    "OpsDB-Next-Cursor": components["headers"]["OpsDB-Next-Cursor"];
                    "OpsDB-Total": components["headers"]["OpsDB-Total"];
                    Link: components["headers"]["Link"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description with fields= only the members it names */
                        items: components["schemas"]["user_session"][];
                        /** @description cursor of the next page; null when this page ends the list */
                        next_cursor: string | null;
                        /** @description this page ends the list and nothing that could belong to it was out of reach */
                        complete: boolean;
                        /** @description records of this page with unreplicated changes */
                        pending: {
                            [key: string]: "buffered" | "held" | "applied" | "replicated" | "dead" | "discarded";
                        };
                        /** @description with total=true: records on all pages together */
                        total?: number;
                    };
                    "text/csv": string;
                    "application/x-ndjson": string;
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "buffer-audit": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The findings, and every series of numbers. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description nothing is missing, doubled or altered */
                        intact: boolean;
                        /** @description main has numbers this outbox has not given yet: it has lost the end of its log */
                        outbox_behind: boolean;
                        series: {
                            site: string;
                            /**
                             * Format: uuid
                             * @description begins anew when an outbox had to begin anew
                             */
                            series: string;
                            /** @description numbers on main, as far as the database of this site knows */
                            arrived: number;
                            /** @description main has every number up to here */
                            contiguous_to: number;
                            highest: number;
                            /** @description the last number given; null where this site cannot know */
                            accepted: number | null;
                            /** @description accepted here and not yet seen on main */
                            waiting: number | null;
                            /** @description not on main; at another site they may be waiting, or dead letters */
                            gaps: {
                                first: number;
                                last: number;
                            }[];
                            /** @description given by this site and found nowhere: lost */
                            missing: {
                                first: number;
                                last: number;
                            }[];
                            doubled: {
                                sequence: number;
                                transaction_ids: string[];
                            }[];
                            /** @description waiting here and no longer what was accepted */
                            altered: string[];
                        }[];
                    };
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "buffer-failed-by-id": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                transaction_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What it would do, why it is here, and what was decided. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        transaction_id: string;
                        /** @enum {string} */
                        state: "buffered" | "held" | "applied" | "replicated" | "dead" | "discarded";
                        lane: string;
                        created_at: string;
                        attempts: number;
                        /** @description main's reason, in plain words and its own */
                        error?: unknown;
                        /** @description the call it came from */
                        endpoint: string;
                        user_id: number;
                        /** @description what it would do */
                        steps: ({
                            /** @constant */
                            operation: "create";
                            entity: string;
                            id: string | number;
                            row: {
                                [key: string]: unknown;
                            };
                        } | {
                            /** @constant */
                            operation: "update";
                            entity: string;
                            id: string | number;
                            patch: {
                                [key: string]: unknown;
                            };
                            expect?: {
                                [key: string]: unknown;
                            };
                        } | {
                            /** @constant */
                            operation: "delete";
                            entity: string;
                            id: string | number;
                            expect?: {
                                [key: string]: unknown;
                            };
                        })[];
                        /** @description what it would have done before it was amended */
                        original_steps: ({
                            /** @constant */
                            operation: "create";
                            entity: string;
                            id: string | number;
                            row: {
                                [key: string]: unknown;
                            };
                        } | {
                            /** @constant */
                            operation: "update";
                            entity: string;
                            id: string | number;
                            patch: {
                                [key: string]: unknown;
                            };
                            expect?: {
                                [key: string]: unknown;
                            };
                        } | {
                            /** @constant */
                            operation: "delete";
                            entity: string;
                            id: string | number;
                            expect?: {
                                [key: string]: unknown;
                            };
                        })[] | null;
                        /** @description what operators decided: who, when and why */
                        acts: {
                            /** @enum {string} */
                            act: "retry" | "amend" | "discard";
                            by: string;
                            at: string;
                            reason: string;
                        }[];
                        /** @description discarded here; for good once main knows */
                        discarding: boolean;
                    };
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "buffer-failed-discard": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                transaction_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description It is given up as soon as main knows. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        transaction_id: string;
                        /** @enum {string} */
                        state: "buffered" | "held" | "applied" | "replicated" | "dead" | "discarded";
                        lane: string;
                        created_at: string;
                        attempts: number;
                        /** @description main's reason, in plain words and its own */
                        error?: unknown;
                        /** @description the call it came from */
                        endpoint: string;
                        user_id: number;
                        /** @description what it would do */
                        steps: ({
                            /** @constant */
                            operation: "create";
                            entity: string;
                            id: string | number;
                            row: {
                                [key: string]: unknown;
                            };
                        } | {
                            /** @constant */
                            operation: "update";
                            entity: string;
                            id: string | number;
                            patch: {
                                [key: string]: unknown;
                            };
                            expect?: {
                                [key: string]: unknown;
                            };
                        } | {
                            /** @constant */
                            operation: "delete";
                            entity: string;
                            id: string | number;
                            expect?: {
                                [key: string]: unknown;
                            };
                        })[];
                        /** @description what it would have done before it was amended */
                        original_steps: ({
                            /** @constant */
                            operation: "create";
                            entity: string;
                            id: string | number;
                            row: {
                                [key: string]: unknown;
                            };
                        } | {
                            /** @constant */
                            operation: "update";
                            entity: string;
                            id: string | number;
                            patch: {
                                [key: string]: unknown;
                            };
                            expect?: {
                                [key: string]: unknown;
                            };
                        } | {
                            /** @constant */
                            operation: "delete";
                            entity: string;
                            id: string | number;
                            expect?: {
                                [key: string]: unknown;
                            };
                        })[] | null;
                        /** @description what operators decided: who, when and why */
                        acts: {
                            /** @enum {string} */
                            act: "retry" | "amend" | "discard";
                            by: string;
                            at: string;
                            reason: string;
                        }[];
                        /** @description discarded here; for good once main knows */
                        discarding: boolean;
                    };
                };
            };
        };
    };
    "buffer-failed-amend": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                transaction_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description column: new value */
                    values: {
                        [key: string]: unknown;
                    };
                    /**
                     * @description position of the step, from 0
                     * @default 0
                     */
                    step?: number;
                    reason: string;
                };
            };
        };
        responses: {
            /** @description It is on its way again. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        transaction_id: string;
                        /** @enum {string} */
                        state: "buffered" | "held" | "applied" | "replicated" | "dead" | "discarded";
                        lane: string;
                        created_at: string;
                        attempts: number;
                        /** @description main's reason, in plain words and its own */
                        error?: unknown;
                        /** @description the call it came from */
                        endpoint: string;
                        user_id: number;
                        /** @description what it would do */
                        steps: ({
                            /** @constant */
                            operation: "create";
                            entity: string;
                            id: string | number;
                            row: {
                                [key: string]: unknown;
                            };
                        } | {
                            /** @constant */
                            operation: "update";
                            entity: string;
                            id: string | number;
                            patch: {
                                [key: string]: unknown;
                            };
                            expect?: {
                                [key: string]: unknown;
                            };
                        } | {
                            /** @constant */
                            operation: "delete";
                            entity: string;
                            id: string | number;
                            expect?: {
                                [key: string]: unknown;
                            };
                        })[];
                        /** @description what it would have done before it was amended */
                        original_steps: ({
                            /** @constant */
                            operation: "create";
                            entity: string;
                            id: string | number;
                            row: {
                                [key: string]: unknown;
                            };
                        } | {
                            /** @constant */
                            operation: "update";
                            entity: string;
                            id: string | number;
                            patch: {
                                [key: string]: unknown;
                            };
                            expect?: {
                                [key: string]: unknown;
                            };
                        } | {
                            /** @constant */
                            operation: "delete";
                            entity: string;
                            id: string | number;
                            expect?: {
                                [key: string]: unknown;
                            };
                        })[] | null;
                        /** @description what operators decided: who, when and why */
                        acts: {
                            /** @enum {string} */
                            act: "retry" | "amend" | "discard";
                            by: string;
                            at: string;
                            reason: string;
                        }[];
                        /** @description discarded here; for good once main knows */
                        discarding: boolean;
                    };
                };
            };
        };
    };
    "buffer-failed-retry-all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default no reason given */
                    reason?: string;
                    /**
                     * @description letters looked at, at most 500
                     * @default 500
                     */
                    limit?: number;
                    /**
                     * Format: cursor
                     * @description next_cursor of the answer before
                     */
                    cursor?: string;
                };
            };
        };
        responses: {
            /** @description Those that are on their way again. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        retried: string[];
                        /** @description cursor of the next page; null when this page ends the list */
                        next_cursor: string | null;
                    };
                };
            };
        };
    };
    "buffer-failed-retry": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                transaction_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default no reason given */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description It is on its way again. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        transaction_id: string;
                        /** @enum {string} */
                        state: "buffered" | "held" | "applied" | "replicated" | "dead" | "discarded";
                        lane: string;
                        created_at: string;
                        attempts: number;
                        /** @description main's reason, in plain words and its own */
                        error?: unknown;
                        /** @description the call it came from */
                        endpoint: string;
                        user_id: number;
                        /** @description what it would do */
                        steps: ({
                            /** @constant */
                            operation: "create";
                            entity: string;
                            id: string | number;
                            row: {
                                [key: string]: unknown;
                            };
                        } | {
                            /** @constant */
                            operation: "update";
                            entity: string;
                            id: string | number;
                            patch: {
                                [key: string]: unknown;
                            };
                            expect?: {
                                [key: string]: unknown;
                            };
                        } | {
                            /** @constant */
                            operation: "delete";
                            entity: string;
                            id: string | number;
                            expect?: {
                                [key: string]: unknown;
                            };
                        })[];
                        /** @description what it would have done before it was amended */
                        original_steps: ({
                            /** @constant */
                            operation: "create";
                            entity: string;
                            id: string | number;
                            row: {
                                [key: string]: unknown;
                            };
                        } | {
                            /** @constant */
                            operation: "update";
                            entity: string;
                            id: string | number;
                            patch: {
                                [key: string]: unknown;
                            };
                            expect?: {
                                [key: string]: unknown;
                            };
                        } | {
                            /** @constant */
                            operation: "delete";
                            entity: string;
                            id: string | number;
                            expect?: {
                                [key: string]: unknown;
                            };
                        })[] | null;
                        /** @description what operators decided: who, when and why */
                        acts: {
                            /** @enum {string} */
                            act: "retry" | "amend" | "discard";
                            by: string;
                            at: string;
                            reason: string;
                        }[];
                        /** @description discarded here; for good once main knows */
                        discarding: boolean;
                    };
                };
            };
        };
    };
    "buffer-failed": {
        parameters: {
            query?: {
                /** @description letters of a page, at most 500 */
                limit?: number;
                /** @description next_cursor of the answer before */
                cursor?: string;
            };
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Dead letters and held transactions. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            transaction_id: string;
                            /** @enum {string} */
                            state: "buffered" | "held" | "applied" | "replicated" | "dead" | "discarded";
                            lane: string;
                            created_at: string;
                            attempts: number;
                            /** @description main's reason, in plain words and its own */
                            error?: unknown;
                            /** @description the call it came from */
                            endpoint: string;
                            user_id: number;
                            /** @description what it would do */
                            steps: ({
                                /** @constant */
                                operation: "create";
                                entity: string;
                                id: string | number;
                                row: {
                                    [key: string]: unknown;
                                };
                            } | {
                                /** @constant */
                                operation: "update";
                                entity: string;
                                id: string | number;
                                patch: {
                                    [key: string]: unknown;
                                };
                                expect?: {
                                    [key: string]: unknown;
                                };
                            } | {
                                /** @constant */
                                operation: "delete";
                                entity: string;
                                id: string | number;
                                expect?: {
                                    [key: string]: unknown;
                                };
                            })[];
                            /** @description what it would have done before it was amended */
                            original_steps: ({
                                /** @constant */
                                operation: "create";
                                entity: string;
                                id: string | number;
                                row: {
                                    [key: string]: unknown;
                                };
                            } | {
                                /** @constant */
                                operation: "update";
                                entity: string;
                                id: string | number;
                                patch: {
                                    [key: string]: unknown;
                                };
                                expect?: {
                                    [key: string]: unknown;
                                };
                            } | {
                                /** @constant */
                                operation: "delete";
                                entity: string;
                                id: string | number;
                                expect?: {
                                    [key: string]: unknown;
                                };
                            })[] | null;
                            /** @description what operators decided: who, when and why */
                            acts: {
                                /** @enum {string} */
                                act: "retry" | "amend" | "discard";
                                by: string;
                                at: string;
                                reason: string;
                            }[];
                            /** @description discarded here; for good once main knows */
                            discarding: boolean;
                        }[];
                        /** @description cursor of the next page; null when this page ends the list */
                        next_cursor: string | null;
                    };
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "buffer-stats": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Counts, ages and the last drain that did something. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description acknowledged and not yet on main, dead letters apart */
                        pending: number;
                        /** @description age of the oldest that can be sent */
                        oldest_age_s: number | null;
                        applied_total: number;
                        dead: number;
                        /** @description pending and waiting for another transaction to be settled */
                        held: number;
                        /** @description on main and not yet replicated here */
                        unreplicated: number;
                        /** @description could not be taken by main for a reason that is not about their data */
                        postponed: number;
                        /** @description when the first of them is sent again */
                        next_attempt_at: string | null;
                        last_drain: unknown;
                        capacity: {
                            transactions: number;
                            transactions_limit: number;
                            bytes: number;
                            bytes_limit: number;
                            /** @description the fuller of the two, 0 to 1 */
                            used: number;
                            /** @description until it is full at the present rate */
                            hours_left: number | null;
                        } | null;
                        copies: {
                            /** @description copies on other disks there should be */
                            expected: number;
                            /** @description whether a write is acknowledged only when a copy has it */
                            required: boolean;
                            /** @description copies that confirm what they get */
                            connected: number;
                            /** @description not yet confirmed by the best copy, a second ago */
                            lag_bytes: number | null;
                        } | null;
                        /**
                         * @description durable: fsync before every acknowledgement and no eviction
                         * @enum {string}
                         */
                        durability: "durable" | "not durable";
                    };
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "buffer-transaction": {
        parameters: {
            query?: {
                wait?: "applied" | "replicated";
                timeout_s?: number;
            };
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                transaction_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Where it stands. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        transaction_id: string;
                        /** @enum {string} */
                        state: "buffered" | "held" | "applied" | "replicated" | "dead" | "discarded";
                        /** @description the site that accepted it */
                        site: string;
                        /** @description the series that site's numbers belong to */
                        series: string | null;
                        /** @description that site's number for it, without gaps from 1; null for what main took directly */
                        sequence: number | null;
                        /** @description SHA-256 of the transaction as accepted; main keeps it with the number */
                        digest: string;
                        /** @description the record whose changes keep their order */
                        lane: string;
                        created_at: string;
                        applied_at?: string;
                        /** @description WAL position on main behind its commit */
                        lsn?: string;
                        /** @description verdicts main has given on its data */
                        attempts: number;
                        /** @description why it is held or dead, or why main could not take it yet */
                        error?: unknown;
                    };
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "buffer-transactions-lookup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    transaction_ids: string[];
                };
            };
        };
        responses: {
            /** @description Where each stands; unknown when this site has never heard of it. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: ({
                            /** Format: uuid */
                            transaction_id: string;
                            /** @enum {string} */
                            state: "buffered" | "held" | "applied" | "replicated" | "dead" | "discarded" | "unknown";
                        } & {
                            [key: string]: unknown;
                        })[];
                    };
                };
            };
        };
    };
    "data_locations-by-id": {
        parameters: {
            query?: {
                /** @description ok: answer from the replica alone when the buffer is out of reach */
                stale?: "ok";
            };
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The record. */
            200: {
                headers: {
                    "OpsDB-Overlay": components["headers"]["OpsDB-Overlay"];
                    "OpsDB-Replica-Age": components["headers"]["OpsDB-Replica-Age"];
                    "OpsDB-State": components["headers"]["OpsDB-State"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Name of the host. */
                        host?: string;
                        /** @description Directory the relative paths of its files begin at. */
                        path?: string;
                        user?: string | null;
                        /** @description Name of the bucket. */
                        bucket?: string;
                        endpoint_url?: string | null;
                        region?: string | null;
                        credentials_prefix?: string | null;
                        /** @description Name of the library. */
                        library?: string;
                        pool?: string | null;
                        id: number;
                        site_id: number;
                        /** @description Unique within its site. */
                        name: string;
                        /**
                         * @description What it is for.
                         * @enum {string}
                         */
                        location_type: "source" | "buffer" | "long_term_archive" | "processing";
                        /**
                         * @description How it stores: the table that says more has a record of the same id.
                         * @enum {string}
                         */
                        storage_type: "disk" | "s3" | "tape";
                        /** @description Of several of one type the lowest is taken first. */
                        priority: number;
                        /** @description In use. */
                        active: boolean;
                    };
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "data_locations-update": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call repeatable: sent again with the same key and body, it answers as it did the first time. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description The ETag of the record as its own GET answered it: it is changed only if it is still that. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Unique within its site. */
                    name?: string;
                    /** @description Of several of one type the lowest is taken first. */
                    priority?: number;
                    /** @description In use. */
                    active?: boolean;
                    /** @description Name of the host. */
                    host?: string;
                    /** @description Directory the relative paths of its files begin at. */
                    path?: string;
                    user?: string | null;
                    /** @description Name of the bucket. */
                    bucket?: string;
                    endpoint_url?: string | null;
                    region?: string | null;
                    credentials_prefix?: string | null;
                    /** @description Name of the library. */
                    library?: string;
                    pool?: string | null;
                };
            };
        };
        responses: {
            /** @description It is on main. */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["receipt"];
                };
            };
        };
    };
    "data_locations-list": {
        parameters: {
            query?: {
                /** @description Its id. Repeated: any of them. */
                id?: number[];
                /** @description Its id. From here on. */
                id_gte?: number;
                /** @description Its id. Before this, which is excluded. */
                id_lt?: number;
                /** @description Its site_id. Repeated: any of them. */
                site_id?: number[];
                /** @description Its site_id. From here on. */
                site_id_gte?: number;
                /** @description Its site_id. Before this, which is excluded. */
                site_id_lt?: number;
                /** @description Unique within its site. Repeated: any of them. */
                name?: string[];
                /** @description What it is for. Repeated: any of them. */
                location_type?: ("source" | "buffer" | "long_term_archive" | "processing")[];
                /** @description How it stores: the table that says more has a record of the same id. Repeated: any of them. */
                storage_type?: ("disk" | "s3" | "tape")[];
                /** @description In use. Repeated: any of them. */
                active?: ("true" | "false")[];
                /** @description sort by this column, with - descending; default -id */
                order?: "id" | "-id" | "name" | "-name";
                /** @description rows in a page, at most 500; unless told 50, and in an export as many as it can hold */
                limit?: number;
                /** @description ok: answer from the replica alone when the buffer is out of reach */
                stale?: "ok";
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description only these members of each item, repeated or separated by commas; the id is always there */
                fields?: ("id" | "site_id" | "name" | "location_type" | "storage_type" | "priority" | "active")[];
                /** @description related records to show with it, by commas: site, disk_data_location, s3_data_location, tape_data_location */
                expand?: string[];
                /** @description true: also count the records on all pages together */
                total?: "true" | "false";
                /** @description csv, ndjson: an export of the list; default what Accept asks for, else json */
                format?: "json" | "csv" | "ndjson";
            };
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page, or an export. */
            200: {
                headers: {
                    "OpsDB-Overlay": components["headers"]["OpsDB-Overlay"];
                    "OpsDB-Replica-Age": components["headers"]["OpsDB-Replica-Age"];
                    "OpsDB-Complete": components["headers"]["OpsDB-Complete"];
                    "OpsDB-Next-Cursor": components["headers"]["OpsDB-Next-Cursor"];
                    "OpsDB-Total": components["headers"]["OpsDB-Total"];
                    Link: components["headers"]["Link"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description with fields= only the members it names */
                        items: {
                            id: number;
                            site_id: number;
                            /** @description Unique within its site. */
                            name: string;
                            /**
                             * @description What it is for.
                             * @enum {string}
                             */
                            location_type: "source" | "buffer" | "long_term_archive" | "processing";
                            /**
                             * @description How it stores: the table that says more has a record of the same id.
                             * @enum {string}
                             */
                            storage_type: "disk" | "s3" | "tape";
                            /** @description Of several of one type the lowest is taken first. */
                            priority: number;
                            /** @description In use. */
                            active: boolean;
                            /** @description with expand=site: A place that stores or handles data. */
                            site?: components["schemas"]["site"] | null;
                            /** @description with expand=disk_data_location: A directory of a host where files lie. */
                            disk_data_location?: components["schemas"]["disk_data_location"] | null;
                            /** @description with expand=s3_data_location: A bucket of an object store where files lie. */
                            s3_data_location?: components["schemas"]["s3_data_location"] | null;
                            /** @description with expand=tape_data_location: A pool of a tape library where files lie. */
                            tape_data_location?: components["schemas"]["tape_data_location"] | null;
                        }[];
                        /** @description cursor of the next page; null when this page ends the list */
                        next_cursor: string | null;
                        /** @description this page ends the list and nothing that could belong to it was out of reach */
                        complete: boolean;
                        /** @description records of this page with unreplicated changes */
                        pending: {
                            [key: string]: "buffered" | "held" | "applied" | "replicated" | "dead" | "discarded";
                        };
                        /** @description with total=true: records on all pages together */
                        total?: number;
                    };
                    "text/csv": string;
                    "application/x-ndjson": string;
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "data_locations-create": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call repeatable: sent again with the same key and body, it answers as it did the first time. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    site_id: number;
                    /** @description Unique within its site. */
                    name: string;
                    /**
                     * @description What it is for.
                     * @enum {string}
                     */
                    location_type: "source" | "buffer" | "long_term_archive" | "processing";
                    /** @constant */
                    storage_type: "disk";
                    /** @description Of several of one type the lowest is taken first. */
                    priority?: number;
                    /** @description In use. */
                    active?: boolean;
                    /** @description Name of the host. */
                    host: string;
                    /** @description Directory the relative paths of its files begin at. */
                    path: string;
                    user?: string | null;
                } | {
                    site_id: number;
                    /** @description Unique within its site. */
                    name: string;
                    /**
                     * @description What it is for.
                     * @enum {string}
                     */
                    location_type: "source" | "buffer" | "long_term_archive" | "processing";
                    /** @constant */
                    storage_type: "s3";
                    /** @description Of several of one type the lowest is taken first. */
                    priority?: number;
                    /** @description In use. */
                    active?: boolean;
                    /** @description Name of the bucket. */
                    bucket: string;
                    endpoint_url?: string | null;
                    region?: string | null;
                    credentials_prefix?: string | null;
                } | {
                    site_id: number;
                    /** @description Unique within its site. */
                    name: string;
                    /**
                     * @description What it is for.
                     * @enum {string}
                     */
                    location_type: "source" | "buffer" | "long_term_archive" | "processing";
                    /** @constant */
                    storage_type: "tape";
                    /** @description Of several of one type the lowest is taken first. */
                    priority?: number;
                    /** @description In use. */
                    active?: boolean;
                    /** @description Name of the library. */
                    library: string;
                    pool?: string | null;
                };
            };
        };
        responses: {
            /** @description It is on main. */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["receipt"];
                };
            };
        };
    };
    "demo-create-demo-token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Good for a day. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        token: string;
                        user_id: number;
                        /** @constant */
                        role: "admin";
                    };
                };
            };
        };
    };
    "events-list": {
        parameters: {
            query?: {
                /** @description cursor of the answer before */
                after?: string;
                /** @description answer as soon as there is something, at the latest after so long, at most 25 */
                wait_s?: number;
                /** @description events in an answer, 100 unless told, at most 500 */
                limit?: number;
                /** @description changes of these entities only; repeatable */
                entity?: ("observatory" | "telescope" | "instrument" | "instrument_module" | "instrument_module_configuration" | "chai_module_configuration" | "observation_configuration" | "chai_observation_configuration" | "chai_tiling" | "chai_inpar_parameter" | "source" | "fixed_source" | "solar_system_object" | "constant_elevation_source" | "observing_program" | "sub_observing_program" | "obs_mode" | "obs_unit" | "obs_unit_module_configuration" | "executed_obs_unit" | "site" | "data_location" | "disk_data_location" | "s3_data_location" | "tape_data_location" | "data_transfer_route" | "data_transfer_package" | "raw_data_package" | "raw_data_package_metadata" | "raw_data_file" | "data_transfer" | "data_transfer_log" | "long_term_archive_transfer" | "physical_copy" | "raw_data_file_physical_copy" | "raw_data_package_physical_copy" | "data_transfer_package_physical_copy" | "user" | "role" | "user_role" | "api_token" | "user_session" | "sign_in_code" | "audit_event" | "staging_job" | "staging_job_package")[];
            };
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What has changed since, and where to go on. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /**
                             * Format: uuid
                             * @description the same in all events of a transaction
                             */
                            transaction_id: string;
                            /** @description the site that accepted it */
                            site: string;
                            /** @description when the site accepted it, UTC */
                            at: string;
                            /** @description what was called */
                            endpoint: string;
                            user_id: number;
                            /**
                             * @description how far it has come
                             * @enum {string}
                             */
                            state: "buffered" | "held" | "applied" | "replicated" | "dead" | "discarded";
                            /** @description which records; empty for what was discarded without ever having been on main */
                            changes: {
                                entity: string;
                                /** @enum {string} */
                                operation: "create" | "update" | "delete";
                                ids: (string | number)[];
                            }[];
                        }[];
                        /** @description the next after */
                        cursor: string;
                        /** @description there is more at once: ask again without waiting */
                        more: boolean;
                        /** @description false: the database of this site is out of reach, what replicates meanwhile comes later */
                        complete: boolean;
                    };
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "executed_obs_units-by-id": {
        parameters: {
            query?: {
                /** @description ok: answer from the replica alone when the buffer is out of reach */
                stale?: "ok";
                /** @description related records to show with it, by commas: obs_unit, raw_data_packages, raw_data_files */
                expand?: string[];
            };
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description UUIDv7, made before anything is sent. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The record. */
            200: {
                headers: {
                    "OpsDB-Overlay": components["headers"]["OpsDB-Overlay"];
                    "OpsDB-Replica-Age": components["headers"]["OpsDB-Replica-Age"];
                    "OpsDB-State": components["headers"]["OpsDB-State"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description UUIDv7, made before anything is sent.
                         */
                        id: string;
                        /** @description The observation unit that was executed. */
                        obs_unit_id: number;
                        /** @description When it began, UTC. */
                        start_time: string;
                        end_time: string | null;
                        /**
                         * @description running until it is finished.
                         * @enum {string}
                         */
                        status: "running" | "completed" | "aborted" | "failed";
                        mean_pwv_mm: number | null;
                        mean_elevation_deg: number | null;
                        comment: string | null;
                        executed_by: string | null;
                        /** @description The site that recorded it. */
                        site_name: string;
                        created_at: string;
                        updated_at: string;
                        /** @description with expand=obs_unit: An observation unit: the schedulable piece of a programme. */
                        obs_unit?: components["schemas"]["obs_unit"] | null;
                        /** @description with expand=raw_data_packages: the first 1000 */
                        raw_data_packages?: components["schemas"]["raw_data_package"][];
                        /** @description with expand=raw_data_packages: how many there are */
                        raw_data_packages_count?: number;
                        /** @description with expand=raw_data_files: the first 1000 */
                        raw_data_files?: components["schemas"]["raw_data_file"][];
                        /** @description with expand=raw_data_files: how many there are */
                        raw_data_files_count?: number;
                    };
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "executed_obs_units-finish": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call repeatable: sent again with the same key and body, it answers as it did the first time. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                /** @description UUIDv7, made before anything is sent. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    status: "completed" | "aborted" | "failed";
                    /** @description When it ended, UTC. */
                    end_time?: string;
                    mean_pwv_mm?: number | null;
                    mean_elevation_deg?: number | null;
                    comment?: string | null;
                };
            };
        };
        responses: {
            /** @description It is durable: on this site (buffered) or on main (applied). */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["receipt"];
                };
            };
        };
    };
    "executed_obs_units-history": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description UUIDv7, made before anything is sent. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The changes. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            transaction_id: string;
                            /** @enum {string} */
                            operation: "create" | "update" | "delete";
                            /** @description when the site accepted it, UTC */
                            at: string;
                            /** @description the site that accepted it */
                            site: string;
                            user_id: number;
                            /** @description null for a user this site does not have yet */
                            username: string | null;
                            /** @description what was called */
                            endpoint: string;
                            /**
                             * @description how far it has come
                             * @enum {string}
                             */
                            state: "buffered" | "held" | "applied" | "replicated" | "dead" | "discarded";
                            /** @description what it set, by column */
                            values: {
                                [key: string]: unknown;
                            };
                        }[];
                        /** @description there are no more */
                        complete: boolean;
                    };
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "executed_obs_units-list": {
        parameters: {
            query?: {
                /** @description UUIDv7, made before anything is sent. Repeated: any of them. */
                id?: string[];
                /** @description The observation unit that was executed. Repeated: any of them. */
                obs_unit_id?: number[];
                /** @description The observation unit that was executed. From here on. */
                obs_unit_id_gte?: number;
                /** @description The observation unit that was executed. Before this, which is excluded. */
                obs_unit_id_lt?: number;
                /** @description running until it is finished. Repeated: any of them. */
                status?: ("running" | "completed" | "aborted" | "failed")[];
                /** @description When it began, UTC. Repeated: any of them. */
                start_time?: string[];
                /** @description When it began, UTC. From here on. */
                start_time_gte?: string;
                /** @description When it began, UTC. Before this, which is excluded. */
                start_time_lt?: string;
                /** @description When it ended, UTC; null while it runs. Repeated: any of them; null: none. */
                end_time?: ("null" | string)[];
                /** @description When it ended, UTC; null while it runs. From here on. */
                end_time_gte?: string;
                /** @description When it ended, UTC; null while it runs. Before this, which is excluded. */
                end_time_lt?: string;
                /** @description Its created_at. Repeated: any of them. */
                created_at?: string[];
                /** @description Its created_at. From here on. */
                created_at_gte?: string;
                /** @description Its created_at. Before this, which is excluded. */
                created_at_lt?: string;
                /** @description The site that recorded it. Repeated: any of them. */
                site_name?: string[];
                /** @description Who or what ran it. Repeated: any of them; null: none. */
                executed_by?: ("null" | string)[];
                /** @description records in which comment or executed_by contains this text, be it in upper or lower case; 2 to 200 characters, none of which stands for another */
                q?: string;
                /** @description sort by this column, with - descending; default -start_time */
                order?: "start_time" | "-start_time" | "created_at" | "-created_at";
                /** @description rows in a page, at most 500; unless told 50, and in an export as many as it can hold */
                limit?: number;
                /** @description ok: answer from the replica alone when the buffer is out of reach */
                stale?: "ok";
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description only these members of each item, repeated or separated by commas; the id is always there */
                fields?: ("id" | "obs_unit_id" | "start_time" | "end_time" | "status" | "mean_pwv_mm" | "mean_elevation_deg" | "comment" | "executed_by" | "site_name" | "created_at" | "updated_at")[];
                /** @description related records to show with it, by commas: obs_unit, raw_data_packages, raw_data_files */
                expand?: string[];
                /** @description true: also count the records on all pages together */
                total?: "true" | "false";
                /** @description csv, ndjson: an export of the list; default what Accept asks for, else json */
                format?: "json" | "csv" | "ndjson";
            };
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page, or an export. */
            200: {
                headers: {
                    "OpsDB-Overlay": components["headers"]["OpsDB-Overlay"];
                    "OpsDB-Replica-Age": components["headers"]["OpsDB-Replica-Age"];
                    "OpsDB-Complete": components["headers"]["OpsDB-Complete"];
                    "OpsDB-Next-Cursor": components["headers"]["OpsDB-Next-Cursor"];
                    "OpsDB-Total": components["headers"]["OpsDB-Total"];
                    Link: components["headers"]["Link"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description with fields= only the members it names */
                        items: {
                            /**
                             * Format: uuid
                             * @description UUIDv7, made before anything is sent.
                             */
                            id: string;
                            /** @description The observation unit that was executed. */
                            obs_unit_id: number;
                            /** @description When it began, UTC. */
                            start_time: string;
                            end_time: string | null;
                            /**
                             * @description running until it is finished.
                             * @enum {string}
                             */
                            status: "running" | "completed" | "aborted" | "failed";
                            mean_pwv_mm: number | null;
                            mean_elevation_deg: number | null;
                            comment: string | null;
                            executed_by: string | null;
                            /** @description The site that recorded it. */
                            site_name: string;
                            created_at: string;
                            updated_at: string;
                            /** @description with expand=obs_unit: An observation unit: the schedulable piece of a programme. */
                            obs_unit?: components["schemas"]["obs_unit"] | null;
                            /** @description with expand=raw_data_packages: the first 20 */
                            raw_data_packages?: components["schemas"]["raw_data_package"][];
                            /** @description with expand=raw_data_packages: how many there are */
                            raw_data_packages_count?: number;
                            /** @description with expand=raw_data_files: the first 20 */
                            raw_data_files?: components["schemas"]["raw_data_file"][];
                            /** @description with expand=raw_data_files: how many there are */
                            raw_data_files_count?: number;
                        }[];
                        /** @description cursor of the next page; null when this page ends the list */
                        next_cursor: string | null;
                        /** @description this page ends the list and nothing that could belong to it was out of reach */
                        complete: boolean;
                        /** @description records of this page with unreplicated changes */
                        pending: {
                            [key: string]: "buffered" | "held" | "applied" | "replicated" | "dead" | "discarded";
                        };
                        /** @description with total=true: records on all pages together */
                        total?: number;
                    };
                    "text/csv": string;
                    "application/x-ndjson": string;
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "executed_obs_units-of-obs-unit": {
        parameters: {
            query?: {
                /** @description ok: answer from the replica alone when the buffer is out of reach */
                stale?: "ok";
            };
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                obs_unit_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The executions. */
            200: {
                headers: {
                    "OpsDB-Overlay": components["headers"]["OpsDB-Overlay"];
                    "OpsDB-Replica-Age": components["headers"]["OpsDB-Replica-Age"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description UUIDv7, made before anything is sent.
                         */
                        id: string;
                        /** @description The observation unit that was executed. */
                        obs_unit_id: number;
                        /** @description When it began, UTC. */
                        start_time: string;
                        end_time: string | null;
                        /**
                         * @description running until it is finished.
                         * @enum {string}
                         */
                        status: "running" | "completed" | "aborted" | "failed";
                        mean_pwv_mm: number | null;
                        mean_elevation_deg: number | null;
                        comment: string | null;
                        executed_by: string | null;
                        /** @description The site that recorded it. */
                        site_name: string;
                        created_at: string;
                        updated_at: string;
                        /** @description with expand=raw_data_packages: the first 20 */
                        raw_data_packages?: components["schemas"]["raw_data_package"][];
                        /** @description with expand=raw_data_packages: how many there are */
                        raw_data_packages_count?: number;
                        /** @description with expand=raw_data_files: the first 20 */
                        raw_data_files?: components["schemas"]["raw_data_file"][];
                        /** @description with expand=raw_data_files: how many there are */
                        raw_data_files_count?: number;
                    }[];
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "executed_obs_units-start": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call repeatable: sent again with the same key and body, it answers as it did the first time. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: uuid
                     * @description UUIDv7, made before anything is sent.
                     */
                    id?: string;
                    /** @description The observation unit that was executed. */
                    obs_unit_id: number;
                    /** @description When it began, UTC. */
                    start_time?: string;
                    mean_pwv_mm?: number | null;
                    mean_elevation_deg?: number | null;
                    comment?: string | null;
                    executed_by?: string | null;
                };
            };
        };
        responses: {
            /** @description It is durable: on this site (buffered) or on main (applied). */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["receipt"];
                };
            };
        };
    };
    "github-callback": {
        parameters: {
            query: {
                code?: string;
                state: string;
                error?: string;
            };
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Signed in, where FRONTEND_URL is not set. */
            200: {
                headers: {
                    "Set-Cookie": components["headers"]["Set-Cookie"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description for the Authorization header; keep it in memory only */
                        access_token: string;
                        /** @constant */
                        token_type: "Bearer";
                        /** @description until it expires [s] */
                        expires_in: number;
                    };
                };
            };
            /** @description Signed in; on to the screens. */
            302: {
                headers: {
                    Location: components["headers"]["Location"];
                    "Set-Cookie": components["headers"]["Set-Cookie"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "github-login": {
        parameters: {
            query?: {
                /** @description where to go on afterwards */
                return_to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description To GitHub. */
            302: {
                headers: {
                    Location: components["headers"]["Location"];
                    "Set-Cookie": components["headers"]["Set-Cookie"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "instrument_modules-availability": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call repeatable: sent again with the same key and body, it answers as it did the first time. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description The ETag of the record as its own GET answered it: it is changed only if it is still that. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Installed and operational now. */
                    available?: boolean;
                };
            };
        };
        responses: {
            /** @description It is durable: on this site (buffered) or on main (applied). */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["receipt"];
                };
            };
        };
    };
    "instrument_modules-by-id": {
        parameters: {
            query?: {
                /** @description ok: answer from the replica alone when the buffer is out of reach */
                stale?: "ok";
                /** @description related records to show with it, by commas: instrument, instrument_module_configurations */
                expand?: string[];
            };
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The record. */
            200: {
                headers: {
                    "OpsDB-Overlay": components["headers"]["OpsDB-Overlay"];
                    "OpsDB-Replica-Age": components["headers"]["OpsDB-Replica-Age"];
                    "OpsDB-State": components["headers"]["OpsDB-State"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number;
                        instrument_id: number;
                        /** @description Name by which people know it. */
                        name: string;
                        pixels: number | null;
                        freq_min_ghz: number | null;
                        freq_max_ghz: number | null;
                        /** @description Installed and operational now. */
                        available: boolean;
                        /** @description with expand=instrument: An instrument of a telescope. */
                        instrument?: components["schemas"]["instrument"] | null;
                        /** @description with expand=instrument_module_configurations: the first 1000 */
                        instrument_module_configurations?: components["schemas"]["instrument_module_configuration"][];
                        /** @description with expand=instrument_module_configurations: how many there are */
                        instrument_module_configurations_count?: number;
                    };
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "instrument_modules-configurations": {
        parameters: {
            query?: {
                /** @description Its id. Repeated: any of them. */
                id?: number[];
                /** @description Its id. From here on. */
                id_gte?: number;
                /** @description Its id. Before this, which is excluded. */
                id_lt?: number;
                /** @description Its instrument_module_id. Repeated: any of them. */
                instrument_module_id?: number[];
                /** @description Its instrument_module_id. From here on. */
                instrument_module_id_gte?: number;
                /** @description Its instrument_module_id. Before this, which is excluded. */
                instrument_module_id_lt?: number;
                /** @description Unique for its module. Repeated: any of them. */
                name?: string[];
                /** @description The table that says more: it has a record of the same id. Repeated: any of them. */
                type?: ("generic" | "chai_module_configuration")[];
                /** @description sort by this column, with - descending; default -id */
                order?: "id" | "-id" | "name" | "-name";
                /** @description rows in a page, at most 500; unless told 50, and in an export as many as it can hold */
                limit?: number;
                /** @description ok: answer from the replica alone when the buffer is out of reach */
                stale?: "ok";
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description only these members of each item, repeated or separated by commas; the id is always there */
                fields?: ("id" | "instrument_module_id" | "name" | "type" | "parameters")[];
                /** @description related records to show with it, by commas: chai_module_configuration */
                expand?: string[];
                /** @description true: also count the records on all pages together */
                total?: "true" | "false";
                /** @description csv, ndjson: an export of the list; default what Accept asks for, else json */
                format?: "json" | "csv" | "ndjson";
            };
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page, or an export. */
            200: {
                headers: {
                    "OpsDB-Overlay": components["headers"]["OpsDB-Overlay"];
                    "OpsDB-Replica-Age": components["headers"]["OpsDB-Replica-Age"];
                    "OpsDB-Complete": components["headers"]["OpsDB-Complete"];
                    "OpsDB-Next-Cursor": components["headers"]["OpsDB-Next-Cursor"];
                    "OpsDB-Total": components["headers"]["OpsDB-Total"];
                    Link: components["headers"]["Link"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description with fields= only the members it names */
                        items: {
                            id: number;
                            instrument_module_id: number;
                            /** @description Unique for its module. */
                            name: string;
                            /**
                             * @description The table that says more: it has a record of the same id.
                             * @enum {string}
                             */
                            type: "generic" | "chai_module_configuration";
                            /** @description What its type does not name, as the instrument understands it. */
                            parameters: {
                                [key: string]: unknown;
                            };
                            /** @description with expand=chai_module_configuration: How a heterodyne module of CHAI is tuned. */
                            chai_module_configuration?: components["schemas"]["chai_module_configuration"] | null;
                        }[];
                        /** @description cursor of the next page; null when this page ends the list */
                        next_cursor: string | null;
                        /** @description this page ends the list and nothing that could belong to it was out of reach */
                        complete: boolean;
                        /** @description records of this page with unreplicated changes */
                        pending: {
                            [key: string]: "buffered" | "held" | "applied" | "replicated" | "dead" | "discarded";
                        };
                        /** @description with total=true: records on all pages together */
                        total?: number;
                    };
                    "text/csv": string;
                    "application/x-ndjson": string;
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "instrument_modules-configurations-create": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call repeatable: sent again with the same key and body, it answers as it did the first time. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Unique for its module. */
                    name: string;
                    /**
                     * @description The table that says more: it has a record of the same id.
                     * @constant
                     */
                    type?: "generic";
                    /** @description What its type does not name, as the instrument understands it. */
                    parameters?: {
                        [key: string]: unknown;
                    };
                } | {
                    /** @description Unique for its module. */
                    name: string;
                    /**
                     * @description The table that says more: it has a record of the same id.
                     * @constant
                     */
                    type: "chai_module_configuration";
                    /** @description What its type does not name, as the instrument understands it. */
                    parameters?: {
                        [key: string]: unknown;
                    };
                    /** @description Tuned sky frequency. [GHz] */
                    sky_frequency_ghz: number;
                    /**
                     * @description The sideband the line is in.
                     * @enum {string}
                     */
                    sideband: "upper" | "lower";
                    backend?: string | null;
                };
            };
        };
        responses: {
            /** @description It is on main. */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["receipt"];
                };
            };
        };
    };
    "instrument_modules-list": {
        parameters: {
            query?: {
                /** @description Its id. Repeated: any of them. */
                id?: number[];
                /** @description Its id. From here on. */
                id_gte?: number;
                /** @description Its id. Before this, which is excluded. */
                id_lt?: number;
                /** @description Its instrument_id. Repeated: any of them. */
                instrument_id?: number[];
                /** @description Its instrument_id. From here on. */
                instrument_id_gte?: number;
                /** @description Its instrument_id. Before this, which is excluded. */
                instrument_id_lt?: number;
                /** @description Name by which people know it. Repeated: any of them. */
                name?: string[];
                /** @description Installed and operational now. Repeated: any of them. */
                available?: ("true" | "false")[];
                /** @description sort by this column, with - descending; default -id */
                order?: "id" | "-id" | "name" | "-name";
                /** @description rows in a page, at most 500; unless told 50, and in an export as many as it can hold */
                limit?: number;
                /** @description ok: answer from the replica alone when the buffer is out of reach */
                stale?: "ok";
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description only these members of each item, repeated or separated by commas; the id is always there */
                fields?: ("id" | "instrument_id" | "name" | "pixels" | "freq_min_ghz" | "freq_max_ghz" | "available")[];
                /** @description related records to show with it, by commas: instrument, instrument_module_configurations */
                expand?: string[];
                /** @description true: also count the records on all pages together */
                total?: "true" | "false";
                /** @description csv, ndjson: an export of the list; default what Accept asks for, else json */
                format?: "json" | "csv" | "ndjson";
            };
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page, or an export. */
            200: {
                headers: {
                    "OpsDB-Overlay": components["headers"]["OpsDB-Overlay"];
                    "OpsDB-Replica-Age": components["headers"]["OpsDB-Replica-Age"];
                    "OpsDB-Complete": components["headers"]["OpsDB-Complete"];
                    "OpsDB-Next-Cursor": components["headers"]["OpsDB-Next-Cursor"];
                    "OpsDB-Total": components["headers"]["OpsDB-Total"];
                    Link: components["headers"]["Link"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description with fields= only the members it names */
                        items: {
                            id: number;
                            instrument_id: number;
                            /** @description Name by which people know it. */
                            name: string;
                            pixels: number | null;
                            freq_min_ghz: number | null;
                            freq_max_ghz: number | null;
                            /** @description Installed and operational now. */
                            available: boolean;
                            /** @description with expand=instrument: An instrument of a telescope. */
                            instrument?: components["schemas"]["instrument"] | null;
                            /** @description with expand=instrument_module_configurations: the first 20 */
                            instrument_module_configurations?: components["schemas"]["instrument_module_configuration"][];
                            /** @description with expand=instrument_module_configurations: how many there are */
                            instrument_module_configurations_count?: number;
                        }[];
                        /** @description cursor of the next page; null when this page ends the list */
                        next_cursor: string | null;
                        /** @description this page ends the list and nothing that could belong to it was out of reach */
                        complete: boolean;
                        /** @description records of this page with unreplicated changes */
                        pending: {
                            [key: string]: "buffered" | "held" | "applied" | "replicated" | "dead" | "discarded";
                        };
                        /** @description with total=true: records on all pages together */
                        total?: number;
                    };
                    "text/csv": string;
                    "application/x-ndjson": string;
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "instruments-availability": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call repeatable: sent again with the same key and body, it answers as it did the first time. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description The ETag of the record as its own GET answered it: it is changed only if it is still that. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Installed and operational now. */
                    available?: boolean;
                };
            };
        };
        responses: {
            /** @description It is durable: on this site (buffered) or on main (applied). */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["receipt"];
                };
            };
        };
    };
    "instruments-by-id": {
        parameters: {
            query?: {
                /** @description ok: answer from the replica alone when the buffer is out of reach */
                stale?: "ok";
                /** @description related records to show with it, by commas: telescope, instrument_modules */
                expand?: string[];
            };
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The record. */
            200: {
                headers: {
                    "OpsDB-Overlay": components["headers"]["OpsDB-Overlay"];
                    "OpsDB-Replica-Age": components["headers"]["OpsDB-Replica-Age"];
                    "OpsDB-State": components["headers"]["OpsDB-State"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number;
                        telescope_id: number;
                        /** @description Name by which people know it. */
                        name: string;
                        instrument_type: string | null;
                        description: string | null;
                        /** @description Installed and operational now. */
                        available: boolean;
                        /** @description with expand=telescope: A telescope and where it stands. */
                        telescope?: components["schemas"]["telescope"] | null;
                        /** @description with expand=instrument_modules: the first 1000 */
                        instrument_modules?: components["schemas"]["instrument_module"][];
                        /** @description with expand=instrument_modules: how many there are */
                        instrument_modules_count?: number;
                    };
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "instruments-list": {
        parameters: {
            query?: {
                /** @description Its id. Repeated: any of them. */
                id?: number[];
                /** @description Its id. From here on. */
                id_gte?: number;
                /** @description Its id. Before this, which is excluded. */
                id_lt?: number;
                /** @description Its telescope_id. Repeated: any of them. */
                telescope_id?: number[];
                /** @description Its telescope_id. From here on. */
                telescope_id_gte?: number;
                /** @description Its telescope_id. Before this, which is excluded. */
                telescope_id_lt?: number;
                /** @description Name by which people know it. Repeated: any of them. */
                name?: string[];
                /** @description Installed and operational now. Repeated: any of them. */
                available?: ("true" | "false")[];
                /** @description sort by this column, with - descending; default -id */
                order?: "id" | "-id" | "name" | "-name";
                /** @description rows in a page, at most 500; unless told 50, and in an export as many as it can hold */
                limit?: number;
                /** @description ok: answer from the replica alone when the buffer is out of reach */
                stale?: "ok";
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description only these members of each item, repeated or separated by commas; the id is always there */
                fields?: ("id" | "telescope_id" | "name" | "instrument_type" | "description" | "available")[];
                /** @description related records to show with it, by commas: telescope, instrument_modules */
                expand?: string[];
                /** @description true: also count the records on all pages together */
                total?: "true" | "false";
                /** @description csv, ndjson: an export of the list; default what Accept asks for, else json */
                format?: "json" | "csv" | "ndjson";
            };
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page, or an export. */
            200: {
                headers: {
                    "OpsDB-Overlay": components["headers"]["OpsDB-Overlay"];
                    "OpsDB-Replica-Age": components["headers"]["OpsDB-Replica-Age"];
                    "OpsDB-Complete": components["headers"]["OpsDB-Complete"];
                    "OpsDB-Next-Cursor": components["headers"]["OpsDB-Next-Cursor"];
                    "OpsDB-Total": components["headers"]["OpsDB-Total"];
                    Link: components["headers"]["Link"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description with fields= only the members it names */
                        items: {
                            id: number;
                            telescope_id: number;
                            /** @description Name by which people know it. */
                            name: string;
                            instrument_type: string | null;
                            description: string | null;
                            /** @description Installed and operational now. */
                            available: boolean;
                            /** @description with expand=telescope: A telescope and where it stands. */
                            telescope?: components["schemas"]["telescope"] | null;
                            /** @description with expand=instrument_modules: the first 20 */
                            instrument_modules?: components["schemas"]["instrument_module"][];
                            /** @description with expand=instrument_modules: how many there are */
                            instrument_modules_count?: number;
                        }[];
                        /** @description cursor of the next page; null when this page ends the list */
                        next_cursor: string | null;
                        /** @description this page ends the list and nothing that could belong to it was out of reach */
                        complete: boolean;
                        /** @description records of this page with unreplicated changes */
                        pending: {
                            [key: string]: "buffered" | "held" | "applied" | "replicated" | "dead" | "discarded";
                        };
                        /** @description with total=true: records on all pages together */
                        total?: number;
                    };
                    "text/csv": string;
                    "application/x-ndjson": string;
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "instruments-modules": {
        parameters: {
            query?: {
                /** @description Its id. Repeated: any of them. */
                id?: number[];
                /** @description Its id. From here on. */
                id_gte?: number;
                /** @description Its id. Before this, which is excluded. */
                id_lt?: number;
                /** @description Its instrument_id. Repeated: any of them. */
                instrument_id?: number[];
                /** @description Its instrument_id. From here on. */
                instrument_id_gte?: number;
                /** @description Its instrument_id. Before this, which is excluded. */
                instrument_id_lt?: number;
                /** @description Name by which people know it. Repeated: any of them. */
                name?: string[];
                /** @description Installed and operational now. Repeated: any of them. */
                available?: ("true" | "false")[];
                /** @description sort by this column, with - descending; default -id */
                order?: "id" | "-id" | "name" | "-name";
                /** @description rows in a page, at most 500; unless told 50, and in an export as many as it can hold */
                limit?: number;
                /** @description ok: answer from the replica alone when the buffer is out of reach */
                stale?: "ok";
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description only these members of each item, repeated or separated by commas; the id is always there */
                fields?: ("id" | "instrument_id" | "name" | "pixels" | "freq_min_ghz" | "freq_max_ghz" | "available")[];
                /** @description related records to show with it, by commas: instrument_module_configurations */
                expand?: string[];
                /** @description true: also count the records on all pages together */
                total?: "true" | "false";
                /** @description csv, ndjson: an export of the list; default what Accept asks for, else json */
                format?: "json" | "csv" | "ndjson";
            };
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page, or an export. */
            200: {
                headers: {
                    "OpsDB-Overlay": components["headers"]["OpsDB-Overlay"];
                    "OpsDB-Replica-Age": components["headers"]["OpsDB-Replica-Age"];
                    "OpsDB-Complete": components["headers"]["OpsDB-Complete"];
                    "OpsDB-Next-Cursor": components["headers"]["OpsDB-Next-Cursor"];
                    "OpsDB-Total": components["headers"]["OpsDB-Total"];
                    Link: components["headers"]["Link"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description with fields= only the members it names */
                        items: {
                            id: number;
                            instrument_id: number;
                            /** @description Name by which people know it. */
                            name: string;
                            pixels: number | null;
                            freq_min_ghz: number | null;
                            freq_max_ghz: number | null;
                            /** @description Installed and operational now. */
                            available: boolean;
                            /** @description with expand=instrument_module_configurations: the first 20 */
                            instrument_module_configurations?: components["schemas"]["instrument_module_configuration"][];
                            /** @description with expand=instrument_module_configurations: how many there are */
                            instrument_module_configurations_count?: number;
                        }[];
                        /** @description cursor of the next page; null when this page ends the list */
                        next_cursor: string | null;
                        /** @description this page ends the list and nothing that could belong to it was out of reach */
                        complete: boolean;
                        /** @description records of this page with unreplicated changes */
                        pending: {
                            [key: string]: "buffered" | "held" | "applied" | "replicated" | "dead" | "discarded";
                        };
                        /** @description with total=true: records on all pages together */
                        total?: number;
                    };
                    "text/csv": string;
                    "application/x-ndjson": string;
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "obs_modes-by-id": {
        parameters: {
            query?: {
                /** @description ok: answer from the replica alone when the buffer is out of reach */
                stale?: "ok";
            };
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The record. */
            200: {
                headers: {
                    "OpsDB-Overlay": components["headers"]["OpsDB-Overlay"];
                    "OpsDB-Replica-Age": components["headers"]["OpsDB-Replica-Age"];
                    "OpsDB-State": components["headers"]["OpsDB-State"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["obs_mode"];
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "obs_modes-update": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call repeatable: sent again with the same key and body, it answers as it did the first time. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description The ETag of the record as its own GET answered it: it is changed only if it is still that. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Name of the mode. */
                    name?: string;
                    description?: string | null;
                    /** @description What the scan pattern needs, as the planning software understands it. */
                    scan_parameters?: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description It is durable: on this site (buffered) or on main (applied). */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["receipt"];
                };
            };
        };
    };
    "obs_modes-list": {
        parameters: {
            query?: {
                /** @description Its id. Repeated: any of them. */
                id?: number[];
                /** @description Its id. From here on. */
                id_gte?: number;
                /** @description Its id. Before this, which is excluded. */
                id_lt?: number;
                /** @description Name of the mode. Repeated: any of them. */
                name?: string[];
                /** @description sort by this column, with - descending; default -id */
                order?: "id" | "-id" | "name" | "-name";
                /** @description rows in a page, at most 500; unless told 50, and in an export as many as it can hold */
                limit?: number;
                /** @description ok: answer from the replica alone when the buffer is out of reach */
                stale?: "ok";
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description only these members of each item, repeated or separated by commas; the id is always there */
                fields?: ("id" | "name" | "description" | "scan_parameters")[];
                /** @description true: also count the records on all pages together */
                total?: "true" | "false";
                /** @description csv, ndjson: an export of the list; default what Accept asks for, else json */
                format?: "json" | "csv" | "ndjson";
            };
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page, or an export. */
            200: {
                headers: {
                    "OpsDB-Overlay": components["headers"]["OpsDB-Overlay"];
                    "OpsDB-Replica-Age": components["headers"]["OpsDB-Replica-Age"];
                    "OpsDB-Complete": components["headers"]["OpsDB-Complete"];
                    "OpsDB-Next-Cursor": components["headers"]["OpsDB-Next-Cursor"];
                    "OpsDB-Total": components["headers"]["OpsDB-Total"];
                    Link: components["headers"]["Link"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description with fields= only the members it names */
                        items: components["schemas"]["obs_mode"][];
                        /** @description cursor of the next page; null when this page ends the list */
                        next_cursor: string | null;
                        /** @description this page ends the list and nothing that could belong to it was out of reach */
                        complete: boolean;
                        /** @description records of this page with unreplicated changes */
                        pending: {
                            [key: string]: "buffered" | "held" | "applied" | "replicated" | "dead" | "discarded";
                        };
                        /** @description with total=true: records on all pages together */
                        total?: number;
                    };
                    "text/csv": string;
                    "application/x-ndjson": string;
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "obs_modes-create": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call repeatable: sent again with the same key and body, it answers as it did the first time. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Name of the mode. */
                    name: string;
                    description?: string | null;
                    /** @description What the scan pattern needs, as the planning software understands it. */
                    scan_parameters?: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description It is durable: on this site (buffered) or on main (applied). */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["receipt"];
                };
            };
        };
    };
    "obs_unit-availability": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call repeatable: sent again with the same key and body, it answers as it did the first time. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description The ETag of the record as its own GET answered it: it is changed only if it is still that. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Whether the scheduler may choose it. */
                    available?: boolean;
                };
            };
        };
        responses: {
            /** @description It is durable: on this site (buffered) or on main (applied). */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["receipt"];
                };
            };
        };
    };
    "obs_unit-by-id": {
        parameters: {
            query?: {
                /** @description ok: answer from the replica alone when the buffer is out of reach */
                stale?: "ok";
                /** @description related records to show with it, by commas: observing_program, sub_observing_program, source, obs_mode, observation_configuration, obs_unit_module_configurations, executed_obs_units */
                expand?: string[];
            };
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The record. */
            200: {
                headers: {
                    "OpsDB-Overlay": components["headers"]["OpsDB-Overlay"];
                    "OpsDB-Replica-Age": components["headers"]["OpsDB-Replica-Age"];
                    "OpsDB-State": components["headers"]["OpsDB-State"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number;
                        /** @description Name, unique within its programme. */
                        name: string;
                        /** @description The programme it belongs to. */
                        observing_program_id: number;
                        sub_observing_program_id: number | null;
                        /** @description What it looks at. */
                        source_id: number;
                        /** @description How it is carried out. */
                        obs_mode_id: number;
                        observation_configuration_id: number | null;
                        /** @description Whether the scheduler may choose it. */
                        available: boolean;
                        phase: string | null;
                        priority: number | null;
                        requested_time_s: number | null;
                        min_elevation_deg: number | null;
                        max_elevation_deg: number | null;
                        min_sun_distance_deg: number | null;
                        min_moon_distance_deg: number | null;
                        max_pwv_mm: number | null;
                        created_at: string;
                        updated_at: string;
                        deleted_at: string | null;
                        /** @description with expand=observing_program: An observing programme: an approved proposal with allocated telescope time. */
                        observing_program?: components["schemas"]["observing_program"] | null;
                        /** @description with expand=sub_observing_program: A part of an observing programme. */
                        sub_observing_program?: components["schemas"]["sub_observing_program"] | null;
                        /** @description with expand=source: A source: what is observed. */
                        source?: components["schemas"]["source"] | null;
                        /** @description with expand=obs_mode: An observing mode: the strategy of an observation unit, such as a daisy scan. */
                        obs_mode?: components["schemas"]["obs_mode"] | null;
                        /** @description with expand=observation_configuration: How an observation is to be made, beyond its mode. */
                        observation_configuration?: components["schemas"]["observation_configuration"] | null;
                        /** @description with expand=obs_unit_module_configurations: the first 1000 */
                        obs_unit_module_configurations?: components["schemas"]["obs_unit_module_configuration"][];
                        /** @description with expand=obs_unit_module_configurations: how many there are */
                        obs_unit_module_configurations_count?: number;
                        /** @description with expand=executed_obs_units: the first 1000 */
                        executed_obs_units?: components["schemas"]["executed_obs_unit"][];
                        /** @description with expand=executed_obs_units: how many there are */
                        executed_obs_units_count?: number;
                    };
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "obs_unit-update": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call repeatable: sent again with the same key and body, it answers as it did the first time. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description The ETag of the record as its own GET answered it: it is changed only if it is still that. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Name, unique within its programme. */
                    name?: string;
                    /** @description The programme it belongs to. */
                    observing_program_id?: number;
                    sub_observing_program_id?: number | null;
                    /** @description What it looks at. */
                    source_id?: number;
                    /** @description How it is carried out. */
                    obs_mode_id?: number;
                    observation_configuration_id?: number | null;
                    /** @description Whether the scheduler may choose it. */
                    available?: boolean;
                    phase?: string | null;
                    priority?: number | null;
                    requested_time_s?: number | null;
                    min_elevation_deg?: number | null;
                    max_elevation_deg?: number | null;
                    min_sun_distance_deg?: number | null;
                    min_moon_distance_deg?: number | null;
                    max_pwv_mm?: number | null;
                    /** @description all configurations of instrument modules that it uses from now on */
                    instrument_module_configuration_ids?: number[];
                };
            };
        };
        responses: {
            /** @description It is on main. */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["receipt"];
                };
            };
        };
    };
    "obs_unit-delete": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call repeatable: sent again with the same key and body, it answers as it did the first time. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description The ETag of the record as its own GET answered it: it is changed only if it is still that. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is withdrawn. */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["receipt"];
                };
            };
        };
    };
    "obs_unit-list": {
        parameters: {
            query?: {
                /** @description Its id. Repeated: any of them. */
                id?: number[];
                /** @description Its id. From here on. */
                id_gte?: number;
                /** @description Its id. Before this, which is excluded. */
                id_lt?: number;
                /** @description Name, unique within its programme. Repeated: any of them. */
                name?: string[];
                /** @description The programme it belongs to. Repeated: any of them. */
                observing_program_id?: number[];
                /** @description The programme it belongs to. From here on. */
                observing_program_id_gte?: number;
                /** @description The programme it belongs to. Before this, which is excluded. */
                observing_program_id_lt?: number;
                /** @description The part of the programme, where there are parts. Repeated: any of them; null: none. */
                sub_observing_program_id?: ("null" | string)[];
                /** @description The part of the programme, where there are parts. From here on. */
                sub_observing_program_id_gte?: string;
                /** @description The part of the programme, where there are parts. Before this, which is excluded. */
                sub_observing_program_id_lt?: string;
                /** @description What it looks at. Repeated: any of them. */
                source_id?: number[];
                /** @description What it looks at. From here on. */
                source_id_gte?: number;
                /** @description What it looks at. Before this, which is excluded. */
                source_id_lt?: number;
                /** @description How it is carried out. Repeated: any of them. */
                obs_mode_id?: number[];
                /** @description How it is carried out. From here on. */
                obs_mode_id_gte?: number;
                /** @description How it is carried out. Before this, which is excluded. */
                obs_mode_id_lt?: number;
                /** @description What the mode leaves open. Repeated: any of them; null: none. */
                observation_configuration_id?: ("null" | string)[];
                /** @description What the mode leaves open. From here on. */
                observation_configuration_id_gte?: string;
                /** @description What the mode leaves open. Before this, which is excluded. */
                observation_configuration_id_lt?: string;
                /** @description Whether the scheduler may choose it. Repeated: any of them. */
                available?: ("true" | "false")[];
                /** @description The part of the season or of its programme it is planned for. Repeated: any of them; null: none. */
                phase?: ("null" | string)[];
                /** @description Higher is sooner. Repeated: any of them; null: none. */
                priority?: ("null" | string)[];
                /** @description Higher is sooner. From here on. */
                priority_gte?: string;
                /** @description Higher is sooner. Before this, which is excluded. */
                priority_lt?: string;
                /** @description Its created_at. Repeated: any of them. */
                created_at?: string[];
                /** @description Its created_at. From here on. */
                created_at_gte?: string;
                /** @description Its created_at. Before this, which is excluded. */
                created_at_lt?: string;
                /** @description records in which name contains this text, be it in upper or lower case; 2 to 200 characters, none of which stands for another */
                q?: string;
                /** @description sort by this column, with - descending; default -id */
                order?: "id" | "-id" | "name" | "-name" | "created_at" | "-created_at";
                /** @description rows in a page, at most 500; unless told 50, and in an export as many as it can hold */
                limit?: number;
                /** @description include: those withdrawn as well */
                deleted?: "include";
                /** @description ok: answer from the replica alone when the buffer is out of reach */
                stale?: "ok";
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description only these members of each item, repeated or separated by commas; the id is always there */
                fields?: ("id" | "name" | "observing_program_id" | "sub_observing_program_id" | "source_id" | "obs_mode_id" | "observation_configuration_id" | "available" | "phase" | "priority" | "requested_time_s" | "min_elevation_deg" | "max_elevation_deg" | "min_sun_distance_deg" | "min_moon_distance_deg" | "max_pwv_mm" | "created_at" | "updated_at" | "deleted_at")[];
                /** @description related records to show with it, by commas: observing_program, sub_observing_program, source, obs_mode, observation_configuration, obs_unit_module_configurations, executed_obs_units */
                expand?: string[];
                /** @description true: also count the records on all pages together */
                total?: "true" | "false";
                /** @description csv, ndjson: an export of the list; default what Accept asks for, else json */
                format?: "json" | "csv" | "ndjson";
            };
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page, or an export. */
            200: {
                headers: {
                    "OpsDB-Overlay": components["headers"]["OpsDB-Overlay"];
                    "OpsDB-Replica-Age": components["headers"]["OpsDB-Replica-Age"];
                    "OpsDB-Complete": components["headers"]["OpsDB-Complete"];
                    "OpsDB-Next-Cursor": components["headers"]["OpsDB-Next-Cursor"];
                    "OpsDB-Total": components["headers"]["OpsDB-Total"];
                    Link: components["headers"]["Link"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description with fields= only the members it names */
                        items: {
                            id: number;
                            /** @description Name, unique within its programme. */
                            name: string;
                            /** @description The programme it belongs to. */
                            observing_program_id: number;
                            sub_observing_program_id: number | null;
                            /** @description What it looks at. */
                            source_id: number;
                            /** @description How it is carried out. */
                            obs_mode_id: number;
                            observation_configuration_id: number | null;
                            /** @description Whether the scheduler may choose it. */
                            available: boolean;
                            phase: string | null;
                            priority: number | null;
                            requested_time_s: number | null;
                            min_elevation_deg: number | null;
                            max_elevation_deg: number | null;
                            min_sun_distance_deg: number | null;
                            min_moon_distance_deg: number | null;
                            max_pwv_mm: number | null;
                            created_at: string;
                            updated_at: string;
                            deleted_at: string | null;
                            /** @description with expand=observing_program: An observing programme: an approved proposal with allocated telescope time. */
                            observing_program?: components["schemas"]["observing_program"] | null;
                            /** @description with expand=sub_observing_program: A part of an observing programme. */
                            sub_observing_program?: components["schemas"]["sub_observing_program"] | null;
                            /** @description with expand=source: A source: what is observed. */
                            source?: components["schemas"]["source"] | null;
                            /** @description with expand=obs_mode: An observing mode: the strategy of an observation unit, such as a daisy scan. */
                            obs_mode?: components["schemas"]["obs_mode"] | null;
                            /** @description with expand=observation_configuration: How an observation is to be made, beyond its mode. */
                            observation_configuration?: components["schemas"]["observation_configuration"] | null;
                            /** @description with expand=obs_unit_module_configurations: the first 20 */
                            obs_unit_module_configurations?: components["schemas"]["obs_unit_module_configuration"][];
                            /** @description with expand=obs_unit_module_configurations: how many there are */
                            obs_unit_module_configurations_count?: number;
                            /** @description with expand=executed_obs_units: the first 20 */
                            executed_obs_units?: components["schemas"]["executed_obs_unit"][];
                            /** @description with expand=executed_obs_units: how many there are */
                            executed_obs_units_count?: number;
                        }[];
                        /** @description cursor of the next page; null when this page ends the list */
                        next_cursor: string | null;
                        /** @description this page ends the list and nothing that could belong to it was out of reach */
                        complete: boolean;
                        /** @description records of this page with unreplicated changes */
                        pending: {
                            [key: string]: "buffered" | "held" | "applied" | "replicated" | "dead" | "discarded";
                        };
                        /** @description with total=true: records on all pages together */
                        total?: number;
                    };
                    "text/csv": string;
                    "application/x-ndjson": string;
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "obs_unit-create": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call repeatable: sent again with the same key and body, it answers as it did the first time. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Name, unique within its programme. */
                    name: string;
                    /** @description The programme it belongs to. */
                    observing_program_id: number;
                    sub_observing_program_id?: number | null;
                    /** @description What it looks at. */
                    source_id: number;
                    /** @description How it is carried out. */
                    obs_mode_id: number;
                    observation_configuration_id?: number | null;
                    /** @description Whether the scheduler may choose it. */
                    available?: boolean;
                    phase?: string | null;
                    priority?: number | null;
                    requested_time_s?: number | null;
                    min_elevation_deg?: number | null;
                    max_elevation_deg?: number | null;
                    min_sun_distance_deg?: number | null;
                    min_moon_distance_deg?: number | null;
                    max_pwv_mm?: number | null;
                    /**
                     * @description configurations of instrument modules that it uses
                     * @default []
                     */
                    instrument_module_configuration_ids?: number[];
                };
            };
        };
        responses: {
            /** @description It is on main. */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["receipt"];
                };
            };
        };
    };
    "obs_unit-executed": {
        parameters: {
            query?: {
                /** @description UUIDv7, made before anything is sent. Repeated: any of them. */
                id?: string[];
                /** @description The observation unit that was executed. Repeated: any of them. */
                obs_unit_id?: number[];
                /** @description The observation unit that was executed. From here on. */
                obs_unit_id_gte?: number;
                /** @description The observation unit that was executed. Before this, which is excluded. */
                obs_unit_id_lt?: number;
                /** @description running until it is finished. Repeated: any of them. */
                status?: ("running" | "completed" | "aborted" | "failed")[];
                /** @description When it began, UTC. Repeated: any of them. */
                start_time?: string[];
                /** @description When it began, UTC. From here on. */
                start_time_gte?: string;
                /** @description When it began, UTC. Before this, which is excluded. */
                start_time_lt?: string;
                /** @description When it ended, UTC; null while it runs. Repeated: any of them; null: none. */
                end_time?: ("null" | string)[];
                /** @description When it ended, UTC; null while it runs. From here on. */
                end_time_gte?: string;
                /** @description When it ended, UTC; null while it runs. Before this, which is excluded. */
                end_time_lt?: string;
                /** @description Its created_at. Repeated: any of them. */
                created_at?: string[];
                /** @description Its created_at. From here on. */
                created_at_gte?: string;
                /** @description Its created_at. Before this, which is excluded. */
                created_at_lt?: string;
                /** @description The site that recorded it. Repeated: any of them. */
                site_name?: string[];
                /** @description Who or what ran it. Repeated: any of them; null: none. */
                executed_by?: ("null" | string)[];
                /** @description records in which comment or executed_by contains this text, be it in upper or lower case; 2 to 200 characters, none of which stands for another */
                q?: string;
                /** @description sort by this column, with - descending; default -start_time */
                order?: "start_time" | "-start_time" | "created_at" | "-created_at";
                /** @description rows in a page, at most 500; unless told 50, and in an export as many as it can hold */
                limit?: number;
                /** @description ok: answer from the replica alone when the buffer is out of reach */
                stale?: "ok";
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description only these members of each item, repeated or separated by commas; the id is always there */
                fields?: ("id" | "obs_unit_id" | "start_time" | "end_time" | "status" | "mean_pwv_mm" | "mean_elevation_deg" | "comment" | "executed_by" | "site_name" | "created_at" | "updated_at")[];
                /** @description related records to show with it, by commas: raw_data_packages, raw_data_files */
                expand?: string[];
                /** @description true: also count the records on all pages together */
                total?: "true" | "false";
                /** @description csv, ndjson: an export of the list; default what Accept asks for, else json */
                format?: "json" | "csv" | "ndjson";
            };
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page, or an export. */
            200: {
                headers: {
                    "OpsDB-Overlay": components["headers"]["OpsDB-Overlay"];
                    "OpsDB-Replica-Age": components["headers"]["OpsDB-Replica-Age"];
                    "OpsDB-Complete": components["headers"]["OpsDB-Complete"];
                    "OpsDB-Next-Cursor": components["headers"]["OpsDB-Next-Cursor"];
                    "OpsDB-Total": components["headers"]["OpsDB-Total"];
                    Link: components["headers"]["Link"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description with fields= only the members it names */
                        items: {
                            /**
                             * Format: uuid
                             * @description UUIDv7, made before anything is sent.
                             */
                            id: string;
                            /** @description The observation unit that was executed. */
                            obs_unit_id: number;
                            /** @description When it began, UTC. */
                            start_time: string;
                            end_time: string | null;
                            /**
                             * @description running until it is finished.
                             * @enum {string}
                             */
                            status: "running" | "completed" | "aborted" | "failed";
                            mean_pwv_mm: number | null;
                            mean_elevation_deg: number | null;
                            comment: string | null;
                            executed_by: string | null;
                            /** @description The site that recorded it. */
                            site_name: string;
                            created_at: string;
                            updated_at: string;
                            /** @description with expand=raw_data_packages: the first 20 */
                            raw_data_packages?: components["schemas"]["raw_data_package"][];
                            /** @description with expand=raw_data_packages: how many there are */
                            raw_data_packages_count?: number;
                            /** @description with expand=raw_data_files: the first 20 */
                            raw_data_files?: components["schemas"]["raw_data_file"][];
                            /** @description with expand=raw_data_files: how many there are */
                            raw_data_files_count?: number;
                        }[];
                        /** @description cursor of the next page; null when this page ends the list */
                        next_cursor: string | null;
                        /** @description this page ends the list and nothing that could belong to it was out of reach */
                        complete: boolean;
                        /** @description records of this page with unreplicated changes */
                        pending: {
                            [key: string]: "buffered" | "held" | "applied" | "replicated" | "dead" | "discarded";
                        };
                        /** @description with total=true: records on all pages together */
                        total?: number;
                    };
                    "text/csv": string;
                    "application/x-ndjson": string;
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "obs_unit-history": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The changes. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            transaction_id: string;
                            /** @enum {string} */
                            operation: "create" | "update" | "delete";
                            /** @description when the site accepted it, UTC */
                            at: string;
                            /** @description the site that accepted it */
                            site: string;
                            user_id: number;
                            /** @description null for a user this site does not have yet */
                            username: string | null;
                            /** @description what was called */
                            endpoint: string;
                            /**
                             * @description how far it has come
                             * @enum {string}
                             */
                            state: "buffered" | "held" | "applied" | "replicated" | "dead" | "discarded";
                            /** @description what it set, by column */
                            values: {
                                [key: string]: unknown;
                            };
                        }[];
                        /** @description there are no more */
                        complete: boolean;
                    };
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "observation_configurations-by-id": {
        parameters: {
            query?: {
                /** @description ok: answer from the replica alone when the buffer is out of reach */
                stale?: "ok";
            };
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The record. */
            200: {
                headers: {
                    "OpsDB-Overlay": components["headers"]["OpsDB-Overlay"];
                    "OpsDB-Replica-Age": components["headers"]["OpsDB-Replica-Age"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number;
                        /** @description Transition, such as CO(4-3). */
                        line?: string;
                        /** @description Of the line. [GHz] */
                        rest_frequency_ghz?: number;
                        off_ra_deg?: number | null;
                        off_dec_deg?: number | null;
                        /** @description What people call it. */
                        name: string;
                        /**
                         * @description The table that says more: it has a record of the same id.
                         * @enum {string}
                         */
                        type: "generic" | "chai_observation_configuration";
                        /** @description What its type does not name, as the instrument understands it. */
                        parameters: {
                            [key: string]: unknown;
                        };
                        /** @description in the order they are observed in */
                        chai_tilings: components["schemas"]["chai_tiling"][];
                        /** @description by name */
                        chai_inpar_parameters: components["schemas"]["chai_inpar_parameter"][];
                    };
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "observation_configurations-update": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call repeatable: sent again with the same key and body, it answers as it did the first time. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description The ETag of the record as its own GET answered it: it is changed only if it is still that. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description What people call it. */
                    name?: string;
                    /** @description What its type does not name, as the instrument understands it. */
                    parameters?: {
                        [key: string]: unknown;
                    };
                    /** @description Transition, such as CO(4-3). */
                    line?: string;
                    /** @description Of the line. [GHz] */
                    rest_frequency_ghz?: number;
                    off_ra_deg?: number | null;
                    off_dec_deg?: number | null;
                    /** @description One tile of a map made with CHAI. In their order. */
                    chai_tilings?: {
                        /** @description Offset of its centre from the source, east positive. [arcsec] */
                        offset_x_arcsec: number;
                        /** @description Offset of its centre from the source, north positive. [arcsec] */
                        offset_y_arcsec: number;
                        /** @description Position angle. [deg] */
                        angle_deg?: number;
                    }[];
                    /** @description An input parameter of the software that runs CHAI. */
                    chai_inpar_parameters?: {
                        /** @description Unique for its configuration. */
                        name: string;
                        /** @description As the software reads it. */
                        value: string;
                        unit?: string | null;
                    }[];
                };
            };
        };
        responses: {
            /** @description It is on main. */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["receipt"];
                };
            };
        };
    };
    "observation_configurations-list": {
        parameters: {
            query?: {
                /** @description Its id. Repeated: any of them. */
                id?: number[];
                /** @description Its id. From here on. */
                id_gte?: number;
                /** @description Its id. Before this, which is excluded. */
                id_lt?: number;
                /** @description What people call it. Repeated: any of them. */
                name?: string[];
                /** @description The table that says more: it has a record of the same id. Repeated: any of them. */
                type?: ("generic" | "chai_observation_configuration")[];
                /** @description sort by this column, with - descending; default -id */
                order?: "id" | "-id" | "name" | "-name";
                /** @description rows in a page, at most 500; unless told 50, and in an export as many as it can hold */
                limit?: number;
                /** @description ok: answer from the replica alone when the buffer is out of reach */
                stale?: "ok";
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description only these members of each item, repeated or separated by commas; the id is always there */
                fields?: ("id" | "name" | "type" | "parameters")[];
                /** @description related records to show with it, by commas: chai_observation_configuration */
                expand?: string[];
                /** @description true: also count the records on all pages together */
                total?: "true" | "false";
                /** @description csv, ndjson: an export of the list; default what Accept asks for, else json */
                format?: "json" | "csv" | "ndjson";
            };
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page, or an export. */
            200: {
                headers: {
                    "OpsDB-Overlay": components["headers"]["OpsDB-Overlay"];
                    "OpsDB-Replica-Age": components["headers"]["OpsDB-Replica-Age"];
                    "OpsDB-Complete": components["headers"]["OpsDB-Complete"];
                    "OpsDB-Next-Cursor": components["headers"]["OpsDB-Next-Cursor"];
                    "OpsDB-Total": components["headers"]["OpsDB-Total"];
                    Link: components["headers"]["Link"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description with fields= only the members it names */
                        items: {
                            id: number;
                            /** @description What people call it. */
                            name: string;
                            /**
                             * @description The table that says more: it has a record of the same id.
                             * @enum {string}
                             */
                            type: "generic" | "chai_observation_configuration";
                            /** @description What its type does not name, as the instrument understands it. */
                            parameters: {
                                [key: string]: unknown;
                            };
                            /** @description with expand=chai_observation_configuration: What CHAI is to observe: a line, and where there is none of it. */
                            chai_observation_configuration?: components["schemas"]["chai_observation_configuration"] | null;
                        }[];
                        /** @description cursor of the next page; null when this page ends the list */
                        next_cursor: string | null;
                        /** @description this page ends the list and nothing that could belong to it was out of reach */
                        complete: boolean;
                        /** @description records of this page with unreplicated changes */
                        pending: {
                            [key: string]: "buffered" | "held" | "applied" | "replicated" | "dead" | "discarded";
                        };
                        /** @description with total=true: records on all pages together */
                        total?: number;
                    };
                    "text/csv": string;
                    "application/x-ndjson": string;
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "observation_configurations-create": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call repeatable: sent again with the same key and body, it answers as it did the first time. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description What people call it. */
                    name: string;
                    /**
                     * @description The table that says more: it has a record of the same id.
                     * @constant
                     */
                    type?: "generic";
                    /** @description What its type does not name, as the instrument understands it. */
                    parameters?: {
                        [key: string]: unknown;
                    };
                } | {
                    /** @description What people call it. */
                    name: string;
                    /**
                     * @description The table that says more: it has a record of the same id.
                     * @constant
                     */
                    type: "chai_observation_configuration";
                    /** @description What its type does not name, as the instrument understands it. */
                    parameters?: {
                        [key: string]: unknown;
                    };
                    /** @description Transition, such as CO(4-3). */
                    line: string;
                    /** @description Of the line. [GHz] */
                    rest_frequency_ghz: number;
                    off_ra_deg?: number | null;
                    off_dec_deg?: number | null;
                    /** @description One tile of a map made with CHAI. In their order. */
                    chai_tilings?: {
                        /** @description Offset of its centre from the source, east positive. [arcsec] */
                        offset_x_arcsec: number;
                        /** @description Offset of its centre from the source, north positive. [arcsec] */
                        offset_y_arcsec: number;
                        /** @description Position angle. [deg] */
                        angle_deg?: number;
                    }[];
                    /** @description An input parameter of the software that runs CHAI. */
                    chai_inpar_parameters?: {
                        /** @description Unique for its configuration. */
                        name: string;
                        /** @description As the software reads it. */
                        value: string;
                        unit?: string | null;
                    }[];
                };
            };
        };
        responses: {
            /** @description It is on main. */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["receipt"];
                };
            };
        };
    };
    "observing_program-by-id": {
        parameters: {
            query?: {
                /** @description ok: answer from the replica alone when the buffer is out of reach */
                stale?: "ok";
                /** @description related records to show with it, by commas: instrument, sub_observing_programs, obs_units */
                expand?: string[];
            };
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The record. */
            200: {
                headers: {
                    "OpsDB-Overlay": components["headers"]["OpsDB-Overlay"];
                    "OpsDB-Replica-Age": components["headers"]["OpsDB-Replica-Age"];
                    "OpsDB-State": components["headers"]["OpsDB-State"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number;
                        name: string;
                        /** @description The form normally used, such as GEco. */
                        short_name: string;
                        description: string | null;
                        lead: string | null;
                        instrument_id: number | null;
                        allocated_time_hours: number | null;
                        created_at: string;
                        updated_at: string;
                        deleted_at: string | null;
                        /** @description with expand=instrument: An instrument of a telescope. */
                        instrument?: components["schemas"]["instrument"] | null;
                        /** @description with expand=sub_observing_programs: the first 1000 */
                        sub_observing_programs?: components["schemas"]["sub_observing_program"][];
                        /** @description with expand=sub_observing_programs: how many there are */
                        sub_observing_programs_count?: number;
                        /** @description with expand=obs_units: the first 1000 */
                        obs_units?: components["schemas"]["obs_unit"][];
                        /** @description with expand=obs_units: how many there are */
                        obs_units_count?: number;
                    };
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "observing_program-update": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call repeatable: sent again with the same key and body, it answers as it did the first time. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description The ETag of the record as its own GET answered it: it is changed only if it is still that. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    /** @description The form normally used, such as GEco. */
                    short_name?: string;
                    description?: string | null;
                    lead?: string | null;
                    instrument_id?: number | null;
                    allocated_time_hours?: number | null;
                };
            };
        };
        responses: {
            /** @description It is durable: on this site (buffered) or on main (applied). */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["receipt"];
                };
            };
        };
    };
    "observing_program-delete": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call repeatable: sent again with the same key and body, it answers as it did the first time. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description The ETag of the record as its own GET answered it: it is changed only if it is still that. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is withdrawn. */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["receipt"];
                };
            };
        };
    };
    "observing_program-list": {
        parameters: {
            query?: {
                /** @description Its id. Repeated: any of them. */
                id?: number[];
                /** @description Its id. From here on. */
                id_gte?: number;
                /** @description Its id. Before this, which is excluded. */
                id_lt?: number;
                /** @description Its name. Repeated: any of them. */
                name?: string[];
                /** @description The form normally used, such as GEco. Repeated: any of them. */
                short_name?: string[];
                /** @description The instrument it needs; null when it uses several. Repeated: any of them; null: none. */
                instrument_id?: ("null" | string)[];
                /** @description The instrument it needs; null when it uses several. From here on. */
                instrument_id_gte?: string;
                /** @description The instrument it needs; null when it uses several. Before this, which is excluded. */
                instrument_id_lt?: string;
                /** @description Its created_at. Repeated: any of them. */
                created_at?: string[];
                /** @description Its created_at. From here on. */
                created_at_gte?: string;
                /** @description Its created_at. Before this, which is excluded. */
                created_at_lt?: string;
                /** @description records in which name or short_name contains this text, be it in upper or lower case; 2 to 200 characters, none of which stands for another */
                q?: string;
                /** @description sort by this column, with - descending; default -id */
                order?: "id" | "-id" | "short_name" | "-short_name" | "created_at" | "-created_at";
                /** @description rows in a page, at most 500; unless told 50, and in an export as many as it can hold */
                limit?: number;
                /** @description include: those withdrawn as well */
                deleted?: "include";
                /** @description ok: answer from the replica alone when the buffer is out of reach */
                stale?: "ok";
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description only these members of each item, repeated or separated by commas; the id is always there */
                fields?: ("id" | "name" | "short_name" | "description" | "lead" | "instrument_id" | "allocated_time_hours" | "created_at" | "updated_at" | "deleted_at")[];
                /** @description related records to show with it, by commas: instrument, sub_observing_programs, obs_units */
                expand?: string[];
                /** @description true: also count the records on all pages together */
                total?: "true" | "false";
                /** @description csv, ndjson: an export of the list; default what Accept asks for, else json */
                format?: "json" | "csv" | "ndjson";
            };
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page, or an export. */
            200: {
                headers: {
                    "OpsDB-Overlay": components["headers"]["OpsDB-Overlay"];
                    "OpsDB-Replica-Age": components["headers"]["OpsDB-Replica-Age"];
                    "OpsDB-Complete": components["headers"]["OpsDB-Complete"];
                    "OpsDB-Next-Cursor": components["headers"]["OpsDB-Next-Cursor"];
                    "OpsDB-Total": components["headers"]["OpsDB-Total"];
                    Link: components["headers"]["Link"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description with fields= only the members it names */
                        items: {
                            id: number;
                            name: string;
                            /** @description The form normally used, such as GEco. */
                            short_name: string;
                            description: string | null;
                            lead: string | null;
                            instrument_id: number | null;
                            allocated_time_hours: number | null;
                            created_at: string;
                            updated_at: string;
                            deleted_at: string | null;
                            /** @description with expand=instrument: An instrument of a telescope. */
                            instrument?: components["schemas"]["instrument"] | null;
                            /** @description with expand=sub_observing_programs: the first 20 */
                            sub_observing_programs?: components["schemas"]["sub_observing_program"][];
                            /** @description with expand=sub_observing_programs: how many there are */
                            sub_observing_programs_count?: number;
                            /** @description with expand=obs_units: the first 20 */
                            obs_units?: components["schemas"]["obs_unit"][];
                            /** @description with expand=obs_units: how many there are */
                            obs_units_count?: number;
                        }[];
                        /** @description cursor of the next page; null when this page ends the list */
                        next_cursor: string | null;
                        /** @description this page ends the list and nothing that could belong to it was out of reach */
                        complete: boolean;
                        /** @description records of this page with unreplicated changes */
                        pending: {
                            [key: string]: "buffered" | "held" | "applied" | "replicated" | "dead" | "discarded";
                        };
                        /** @description with total=true: records on all pages together */
                        total?: number;
                    };
                    "text/csv": string;
                    "application/x-ndjson": string;
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "observing_program-create": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call repeatable: sent again with the same key and body, it answers as it did the first time. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /** @description The form normally used, such as GEco. */
                    short_name: string;
                    description?: string | null;
                    lead?: string | null;
                    instrument_id?: number | null;
                    allocated_time_hours?: number | null;
                };
            };
        };
        responses: {
            /** @description It is durable: on this site (buffered) or on main (applied). */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["receipt"];
                };
            };
        };
    };
    "observing_program-history": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The changes. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            transaction_id: string;
                            /** @enum {string} */
                            operation: "create" | "update" | "delete";
                            /** @description when the site accepted it, UTC */
                            at: string;
                            /** @description the site that accepted it */
                            site: string;
                            user_id: number;
                            /** @description null for a user this site does not have yet */
                            username: string | null;
                            /** @description what was called */
                            endpoint: string;
                            /**
                             * @description how far it has come
                             * @enum {string}
                             */
                            state: "buffered" | "held" | "applied" | "replicated" | "dead" | "discarded";
                            /** @description what it set, by column */
                            values: {
                                [key: string]: unknown;
                            };
                        }[];
                        /** @description there are no more */
                        complete: boolean;
                    };
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "observing_program-sub-programs": {
        parameters: {
            query?: {
                /** @description Its id. Repeated: any of them. */
                id?: number[];
                /** @description Its id. From here on. */
                id_gte?: number;
                /** @description Its id. Before this, which is excluded. */
                id_lt?: number;
                /** @description The programme it is part of. Repeated: any of them. */
                observing_program_id?: number[];
                /** @description The programme it is part of. From here on. */
                observing_program_id_gte?: number;
                /** @description The programme it is part of. Before this, which is excluded. */
                observing_program_id_lt?: number;
                /** @description Its name. Repeated: any of them. */
                name?: string[];
                /** @description Unique within its programme. Repeated: any of them. */
                short_name?: string[];
                /** @description Its created_at. Repeated: any of them. */
                created_at?: string[];
                /** @description Its created_at. From here on. */
                created_at_gte?: string;
                /** @description Its created_at. Before this, which is excluded. */
                created_at_lt?: string;
                /** @description sort by this column, with - descending; default -id */
                order?: "id" | "-id" | "short_name" | "-short_name" | "created_at" | "-created_at";
                /** @description rows in a page, at most 500; unless told 50, and in an export as many as it can hold */
                limit?: number;
                /** @description include: those withdrawn as well */
                deleted?: "include";
                /** @description ok: answer from the replica alone when the buffer is out of reach */
                stale?: "ok";
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description only these members of each item, repeated or separated by commas; the id is always there */
                fields?: ("id" | "observing_program_id" | "name" | "short_name" | "description" | "created_at" | "updated_at" | "deleted_at")[];
                /** @description related records to show with it, by commas: obs_units */
                expand?: string[];
                /** @description true: also count the records on all pages together */
                total?: "true" | "false";
                /** @description csv, ndjson: an export of the list; default what Accept asks for, else json */
                format?: "json" | "csv" | "ndjson";
            };
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page, or an export. */
            200: {
                headers: {
                    "OpsDB-Overlay": components["headers"]["OpsDB-Overlay"];
                    "OpsDB-Replica-Age": components["headers"]["OpsDB-Replica-Age"];
                    "OpsDB-Complete": components["headers"]["OpsDB-Complete"];
                    "OpsDB-Next-Cursor": components["headers"]["OpsDB-Next-Cursor"];
                    "OpsDB-Total": components["headers"]["OpsDB-Total"];
                    Link: components["headers"]["Link"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description with fields= only the members it names */
                        items: {
                            id: number;
                            /** @description The programme it is part of. */
                            observing_program_id: number;
                            name: string;
                            /** @description Unique within its programme. */
                            short_name: string;
                            description: string | null;
                            created_at: string;
                            updated_at: string;
                            deleted_at: string | null;
                            /** @description with expand=obs_units: the first 20 */
                            obs_units?: components["schemas"]["obs_unit"][];
                            /** @description with expand=obs_units: how many there are */
                            obs_units_count?: number;
                        }[];
                        /** @description cursor of the next page; null when this page ends the list */
                        next_cursor: string | null;
                        /** @description this page ends the list and nothing that could belong to it was out of reach */
                        complete: boolean;
                        /** @description records of this page with unreplicated changes */
                        pending: {
                            [key: string]: "buffered" | "held" | "applied" | "replicated" | "dead" | "discarded";
                        };
                        /** @description with total=true: records on all pages together */
                        total?: number;
                    };
                    "text/csv": string;
                    "application/x-ndjson": string;
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "raw_data_files-bulk": {
        parameters: {
            query?: {
                atomic?: "true" | "false";
            };
            header?: {
                /** @description Makes the call repeatable: sent again with the same key and body, it answers as it did the first time. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Name of the file. */
                    name: string;
                    /** @description Where it lies below its location; unique there. */
                    relative_path: string;
                    /** @description The location it was written to. */
                    source_location_id: number;
                    /** @description The module that produced it. */
                    instrument_module_id: number;
                    executed_obs_unit_id?: string | null;
                    raw_data_package_id?: string | null;
                    size_bytes?: number | null;
                    checksum?: string | null;
                    /**
                     * @description How the checksum was computed.
                     * @enum {string}
                     */
                    checksum_algorithm?: "xxh64" | "sha256" | "md5";
                    file_type?: string | null;
                    description?: string | null;
                    /** Format: uuid */
                    id?: string;
                }[];
            };
        };
        responses: {
            /** @description All are durable, each with its receipt, in the order sent. */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description how many are recorded */
                        count: number;
                        refused: number;
                        /** @description how far the least advanced has come; null when none is recorded */
                        status: ("buffered" | "held" | "applied" | "replicated" | "dead" | "discarded") | null;
                        items: (components["schemas"]["receipt"] | {
                            code: string;
                            detail: string;
                            errors: {
                                in: string;
                                field: string;
                                detail: string;
                            }[];
                            /** @description the record that is in the way */
                            id?: unknown;
                        })[];
                    };
                };
            };
            /** @description Only with atomic=false: some were refused; their items say why. */
            207: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description how many are recorded */
                        count: number;
                        refused: number;
                        /** @description how far the least advanced has come; null when none is recorded */
                        status: ("buffered" | "held" | "applied" | "replicated" | "dead" | "discarded") | null;
                        items: (components["schemas"]["receipt"] | {
                            code: string;
                            detail: string;
                            errors: {
                                in: string;
                                field: string;
                                detail: string;
                            }[];
                            /** @description the record that is in the way */
                            id?: unknown;
                        })[];
                    };
                };
            };
        };
    };
    "raw_data_files-by-id": {
        parameters: {
            query?: {
                /** @description ok: answer from the replica alone when the buffer is out of reach */
                stale?: "ok";
                /** @description related records to show with it, by commas: executed_obs_unit, raw_data_package, instrument_module, source_location */
                expand?: string[];
            };
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The record. */
            200: {
                headers: {
                    "OpsDB-Overlay": components["headers"]["OpsDB-Overlay"];
                    "OpsDB-Replica-Age": components["headers"]["OpsDB-Replica-Age"];
                    "OpsDB-State": components["headers"]["OpsDB-State"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** @description Name of the file. */
                        name: string;
                        /** @description Where it lies below its location; unique there. */
                        relative_path: string;
                        /** @description The location it was written to. */
                        source_location_id: number;
                        /** @description The module that produced it. */
                        instrument_module_id: number;
                        executed_obs_unit_id: string | null;
                        raw_data_package_id: string | null;
                        size_bytes: number | null;
                        checksum: string | null;
                        /**
                         * @description How the checksum was computed.
                         * @enum {string}
                         */
                        checksum_algorithm: "xxh64" | "sha256" | "md5";
                        file_type: string | null;
                        description: string | null;
                        created_at: string;
                        updated_at: string;
                        /** @description with expand=executed_obs_unit: One execution of an observation unit: when, how it ended, under which conditions. */
                        executed_obs_unit?: components["schemas"]["executed_obs_unit"] | null;
                        /** @description with expand=raw_data_package: A tar of the files one instrument module produced during one execution. */
                        raw_data_package?: components["schemas"]["raw_data_package"] | null;
                        /** @description with expand=instrument_module: A module of an instrument: the level at which data are produced. */
                        instrument_module?: components["schemas"]["instrument_module"] | null;
                        /** @description with expand=source_location: A place within a site where files lie. */
                        source_location?: components["schemas"]["data_location"] | null;
                    };
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "raw_data_files-list": {
        parameters: {
            query?: {
                /** @description Its id. Repeated: any of them. */
                id?: string[];
                /** @description Name of the file. Repeated: any of them. */
                name?: string[];
                /** @description Where it lies below its location; unique there. Repeated: any of them. */
                relative_path?: string[];
                /** @description The location it was written to. Repeated: any of them. */
                source_location_id?: number[];
                /** @description The location it was written to. From here on. */
                source_location_id_gte?: number;
                /** @description The location it was written to. Before this, which is excluded. */
                source_location_id_lt?: number;
                /** @description The module that produced it. Repeated: any of them. */
                instrument_module_id?: number[];
                /** @description The module that produced it. From here on. */
                instrument_module_id_gte?: number;
                /** @description The module that produced it. Before this, which is excluded. */
                instrument_module_id_lt?: number;
                /** @description The execution during which it was written. Repeated: any of them; null: none. */
                executed_obs_unit_id?: ("null" | string)[];
                /** @description The package it is part of; null until it is packaged. Repeated: any of them; null: none. */
                raw_data_package_id?: ("null" | string)[];
                /** @description Such as hdf5 or fits. Repeated: any of them; null: none. */
                file_type?: ("null" | string)[];
                /** @description Its created_at. Repeated: any of them. */
                created_at?: string[];
                /** @description Its created_at. From here on. */
                created_at_gte?: string;
                /** @description Its created_at. Before this, which is excluded. */
                created_at_lt?: string;
                /** @description sort by this column, with - descending; default -created_at */
                order?: "created_at" | "-created_at";
                /** @description rows in a page, at most 500; unless told 50, and in an export as many as it can hold */
                limit?: number;
                /** @description ok: answer from the replica alone when the buffer is out of reach */
                stale?: "ok";
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description only these members of each item, repeated or separated by commas; the id is always there */
                fields?: ("id" | "name" | "relative_path" | "source_location_id" | "instrument_module_id" | "executed_obs_unit_id" | "raw_data_package_id" | "size_bytes" | "checksum" | "checksum_algorithm" | "file_type" | "description" | "created_at" | "updated_at")[];
                /** @description related records to show with it, by commas: executed_obs_unit, raw_data_package, instrument_module, source_location */
                expand?: string[];
                /** @description true: also count the records on all pages together */
                total?: "true" | "false";
                /** @description csv, ndjson: an export of the list; default what Accept asks for, else json */
                format?: "json" | "csv" | "ndjson";
            };
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page, or an export. */
            200: {
                headers: {
                    "OpsDB-Overlay": components["headers"]["OpsDB-Overlay"];
                    "OpsDB-Replica-Age": components["headers"]["OpsDB-Replica-Age"];
                    "OpsDB-Complete": components["headers"]["OpsDB-Complete"];
                    "OpsDB-Next-Cursor": components["headers"]["OpsDB-Next-Cursor"];
                    "OpsDB-Total": components["headers"]["OpsDB-Total"];
                    Link: components["headers"]["Link"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description with fields= only the members it names */
                        items: {
                            /** Format: uuid */
                            id: string;
                            /** @description Name of the file. */
                            name: string;
                            /** @description Where it lies below its location; unique there. */
                            relative_path: string;
                            /** @description The location it was written to. */
                            source_location_id: number;
                            /** @description The module that produced it. */
                            instrument_module_id: number;
                            executed_obs_unit_id: string | null;
                            raw_data_package_id: string | null;
                            size_bytes: number | null;
                            checksum: string | null;
                            /**
                             * @description How the checksum was computed.
                             * @enum {string}
                             */
                            checksum_algorithm: "xxh64" | "sha256" | "md5";
                            file_type: string | null;
                            description: string | null;
                            created_at: string;
                            updated_at: string;
                            /** @description with expand=executed_obs_unit: One execution of an observation unit: when, how it ended, under which conditions. */
                            executed_obs_unit?: components["schemas"]["executed_obs_unit"] | null;
                            /** @description with expand=raw_data_package: A tar of the files one instrument module produced during one execution. */
                            raw_data_package?: components["schemas"]["raw_data_package"] | null;
                            /** @description with expand=instrument_module: A module of an instrument: the level at which data are produced. */
                            instrument_module?: components["schemas"]["instrument_module"] | null;
                            /** @description with expand=source_location: A place within a site where files lie. */
                            source_location?: components["schemas"]["data_location"] | null;
                        }[];
                        /** @description cursor of the next page; null when this page ends the list */
                        next_cursor: string | null;
                        /** @description this page ends the list and nothing that could belong to it was out of reach */
                        complete: boolean;
                        /** @description records of this page with unreplicated changes */
                        pending: {
                            [key: string]: "buffered" | "held" | "applied" | "replicated" | "dead" | "discarded";
                        };
                        /** @description with total=true: records on all pages together */
                        total?: number;
                    };
                    "text/csv": string;
                    "application/x-ndjson": string;
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "raw_data_files-create": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call repeatable: sent again with the same key and body, it answers as it did the first time. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Name of the file. */
                    name: string;
                    /** @description Where it lies below its location; unique there. */
                    relative_path: string;
                    /** @description The location it was written to. */
                    source_location_id: number;
                    /** @description The module that produced it. */
                    instrument_module_id: number;
                    executed_obs_unit_id?: string | null;
                    raw_data_package_id?: string | null;
                    size_bytes?: number | null;
                    checksum?: string | null;
                    /**
                     * @description How the checksum was computed.
                     * @enum {string}
                     */
                    checksum_algorithm?: "xxh64" | "sha256" | "md5";
                    file_type?: string | null;
                    description?: string | null;
                    /** Format: uuid */
                    id?: string;
                };
            };
        };
        responses: {
            /** @description It is durable: on this site (buffered) or on main (applied). */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["receipt"];
                };
            };
        };
    };
    "raw_data_package-by-id": {
        parameters: {
            query?: {
                /** @description ok: answer from the replica alone when the buffer is out of reach */
                stale?: "ok";
                /** @description related records to show with it, by commas: executed_obs_unit, instrument_module, data_transfer_package, raw_data_package_metadata, raw_data_files */
                expand?: string[];
            };
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The record. */
            200: {
                headers: {
                    "OpsDB-Overlay": components["headers"]["OpsDB-Overlay"];
                    "OpsDB-Replica-Age": components["headers"]["OpsDB-Replica-Age"];
                    "OpsDB-State": components["headers"]["OpsDB-State"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** @description Unique within its execution and module. */
                        name: string;
                        /**
                         * Format: uuid
                         * @description The execution whose files it holds.
                         */
                        executed_obs_unit_id: string;
                        /** @description The module that produced them. */
                        instrument_module_id: number;
                        data_transfer_package_id: string | null;
                        relative_path: string | null;
                        size_bytes: number | null;
                        checksum: string | null;
                        /**
                         * @description pending: scheduled to be built.
                         * @enum {string}
                         */
                        status: "pending" | "scheduled" | "in_progress" | "completed" | "failed";
                        /**
                         * @description Where it is on its way to the archives.
                         * @enum {string}
                         */
                        state: "waiting" | "transferring" | "archived" | "failed";
                        /** @description How often building it was tried again. */
                        retry_count: number;
                        created_at: string;
                        updated_at: string;
                        /** @description with expand=executed_obs_unit: One execution of an observation unit: when, how it ended, under which conditions. */
                        executed_obs_unit?: components["schemas"]["executed_obs_unit"] | null;
                        /** @description with expand=instrument_module: A module of an instrument: the level at which data are produced. */
                        instrument_module?: components["schemas"]["instrument_module"] | null;
                        /** @description with expand=data_transfer_package: A bundle of raw data packages that crosses the long link as one. */
                        data_transfer_package?: components["schemas"]["data_transfer_package"] | null;
                        /** @description with expand=raw_data_package_metadata: What is said of a raw data package beyond its columns, for descriptions in the terms of the IVOA. */
                        raw_data_package_metadata?: components["schemas"]["raw_data_package_metadata"] | null;
                        /** @description with expand=raw_data_files: the first 1000 */
                        raw_data_files?: components["schemas"]["raw_data_file"][];
                        /** @description with expand=raw_data_files: how many there are */
                        raw_data_files_count?: number;
                    };
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "raw_data_package-update": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call repeatable: sent again with the same key and body, it answers as it did the first time. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description The ETag of the record as its own GET answered it: it is changed only if it is still that. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    data_transfer_package_id?: string | null;
                    relative_path?: string | null;
                    size_bytes?: number | null;
                    checksum?: string | null;
                    /**
                     * @description pending: scheduled to be built.
                     * @enum {string}
                     */
                    status?: "pending" | "scheduled" | "in_progress" | "completed" | "failed";
                    /**
                     * @description Where it is on its way to the archives.
                     * @enum {string}
                     */
                    state?: "waiting" | "transferring" | "archived" | "failed";
                    /** @description How often building it was tried again. */
                    retry_count?: number;
                };
            };
        };
        responses: {
            /** @description It is durable: on this site (buffered) or on main (applied). */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["receipt"];
                };
            };
        };
    };
    "raw_data_package-list": {
        parameters: {
            query?: {
                /** @description Its id. Repeated: any of them. */
                id?: string[];
                /** @description Unique within its execution and module. Repeated: any of them. */
                name?: string[];
                /** @description The execution whose files it holds. Repeated: any of them. */
                executed_obs_unit_id?: string[];
                /** @description The module that produced them. Repeated: any of them. */
                instrument_module_id?: number[];
                /** @description The module that produced them. From here on. */
                instrument_module_id_gte?: number;
                /** @description The module that produced them. Before this, which is excluded. */
                instrument_module_id_lt?: number;
                /** @description The bundle it crosses the link in; null until it is bundled. Repeated: any of them; null: none. */
                data_transfer_package_id?: ("null" | string)[];
                /** @description pending: scheduled to be built. Repeated: any of them. */
                status?: ("pending" | "scheduled" | "in_progress" | "completed" | "failed")[];
                /** @description Where it is on its way to the archives. Repeated: any of them. */
                state?: ("waiting" | "transferring" | "archived" | "failed")[];
                /** @description Its created_at. Repeated: any of them. */
                created_at?: string[];
                /** @description Its created_at. From here on. */
                created_at_gte?: string;
                /** @description Its created_at. Before this, which is excluded. */
                created_at_lt?: string;
                /** @description records in which name contains this text, be it in upper or lower case; 2 to 200 characters, none of which stands for another */
                q?: string;
                /** @description sort by this column, with - descending; default -created_at */
                order?: "created_at" | "-created_at";
                /** @description rows in a page, at most 500; unless told 50, and in an export as many as it can hold */
                limit?: number;
                /** @description ok: answer from the replica alone when the buffer is out of reach */
                stale?: "ok";
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description only these members of each item, repeated or separated by commas; the id is always there */
                fields?: ("id" | "name" | "executed_obs_unit_id" | "instrument_module_id" | "data_transfer_package_id" | "relative_path" | "size_bytes" | "checksum" | "status" | "state" | "retry_count" | "created_at" | "updated_at")[];
                /** @description related records to show with it, by commas: executed_obs_unit, instrument_module, data_transfer_package, raw_data_files */
                expand?: string[];
                /** @description true: also count the records on all pages together */
                total?: "true" | "false";
                /** @description csv, ndjson: an export of the list; default what Accept asks for, else json */
                format?: "json" | "csv" | "ndjson";
            };
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page, or an export. */
            200: {
                headers: {
                    "OpsDB-Overlay": components["headers"]["OpsDB-Overlay"];
                    "OpsDB-Replica-Age": components["headers"]["OpsDB-Replica-Age"];
                    "OpsDB-Complete": components["headers"]["OpsDB-Complete"];
                    "OpsDB-Next-Cursor": components["headers"]["OpsDB-Next-Cursor"];
                    "OpsDB-Total": components["headers"]["OpsDB-Total"];
                    Link: components["headers"]["Link"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description with fields= only the members it names */
                        items: {
                            /** Format: uuid */
                            id: string;
                            /** @description Unique within its execution and module. */
                            name: string;
                            /**
                             * Format: uuid
                             * @description The execution whose files it holds.
                             */
                            executed_obs_unit_id: string;
                            /** @description The module that produced them. */
                            instrument_module_id: number;
                            data_transfer_package_id: string | null;
                            relative_path: string | null;
                            size_bytes: number | null;
                            checksum: string | null;
                            /**
                             * @description pending: scheduled to be built.
                             * @enum {string}
                             */
                            status: "pending" | "scheduled" | "in_progress" | "completed" | "failed";
                            /**
                             * @description Where it is on its way to the archives.
                             * @enum {string}
                             */
                            state: "waiting" | "transferring" | "archived" | "failed";
                            /** @description How often building it was tried again. */
                            retry_count: number;
                            created_at: string;
                            updated_at: string;
                            /** @description with expand=executed_obs_unit: One execution of an observation unit: when, how it ended, under which conditions. */
                            executed_obs_unit?: components["schemas"]["executed_obs_unit"] | null;
                            /** @description with expand=instrument_module: A module of an instrument: the level at which data are produced. */
                            instrument_module?: components["schemas"]["instrument_module"] | null;
                            /** @description with expand=data_transfer_package: A bundle of raw data packages that crosses the long link as one. */
                            data_transfer_package?: components["schemas"]["data_transfer_package"] | null;
                            /** @description with expand=raw_data_files: the first 20 */
                            raw_data_files?: components["schemas"]["raw_data_file"][];
                            /** @description with expand=raw_data_files: how many there are */
                            raw_data_files_count?: number;
                        }[];
                        /** @description cursor of the next page; null when this page ends the list */
                        next_cursor: string | null;
                        /** @description this page ends the list and nothing that could belong to it was out of reach */
                        complete: boolean;
                        /** @description records of this page with unreplicated changes */
                        pending: {
                            [key: string]: "buffered" | "held" | "applied" | "replicated" | "dead" | "discarded";
                        };
                        /** @description with total=true: records on all pages together */
                        total?: number;
                    };
                    "text/csv": string;
                    "application/x-ndjson": string;
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "raw_data_package-create": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call repeatable: sent again with the same key and body, it answers as it did the first time. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Unique within its execution and module. */
                    name: string;
                    /**
                     * Format: uuid
                     * @description The execution whose files it holds.
                     */
                    executed_obs_unit_id: string;
                    /** @description The module that produced them. */
                    instrument_module_id: number;
                    data_transfer_package_id?: string | null;
                    relative_path?: string | null;
                    size_bytes?: number | null;
                    checksum?: string | null;
                    /**
                     * @description pending: scheduled to be built.
                     * @enum {string}
                     */
                    status?: "pending" | "scheduled" | "in_progress" | "completed" | "failed";
                    /**
                     * @description Where it is on its way to the archives.
                     * @enum {string}
                     */
                    state?: "waiting" | "transferring" | "archived" | "failed";
                    /** @description How often building it was tried again. */
                    retry_count?: number;
                    /** Format: uuid */
                    id?: string;
                    /** @description files of this package that are not recorded yet */
                    files?: {
                        /** @description Name of the file. */
                        name: string;
                        /** @description Where it lies below its location; unique there. */
                        relative_path: string;
                        /** @description The location it was written to. */
                        source_location_id: number;
                        /** @description The module that produced it. */
                        instrument_module_id: number;
                        size_bytes?: number | null;
                        checksum?: string | null;
                        /**
                         * @description How the checksum was computed.
                         * @enum {string}
                         */
                        checksum_algorithm?: "xxh64" | "sha256" | "md5";
                        file_type?: string | null;
                        description?: string | null;
                        /** Format: uuid */
                        id?: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description It is durable: on this site (buffered) or on main (applied). */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description id of the record that was created or changed */
                        id: string | number;
                        /**
                         * Format: uuid
                         * @description GET /buffer/transactions/{transaction_id} tells how far it has come
                         */
                        transaction_id: string;
                        /**
                         * @description buffered: durable at this site; applied: committed on main; a repeated call answers the state today
                         * @enum {string}
                         */
                        status: "buffered" | "held" | "applied" | "replicated" | "dead" | "discarded";
                        /** @description the site that accepted it */
                        site: string;
                        /** @description the series that site's numbers belong to */
                        series: string | null;
                        /** @description that site's number for it, without gaps from 1; null for what main took directly */
                        sequence: number | null;
                        /** @description SHA-256 of the transaction as accepted; main keeps it with the number */
                        digest: string;
                        /** @description in the order sent */
                        file_ids: string[];
                    };
                };
            };
        };
    };
    "raw_data_package-finalize": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call repeatable: sent again with the same key and body, it answers as it did the first time. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    relative_path?: string | null;
                    size_bytes?: number | null;
                    checksum?: string | null;
                };
            };
        };
        responses: {
            /** @description It is durable: on this site (buffered) or on main (applied). */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["receipt"];
                };
            };
        };
    };
    "raw_data_package-metadata-get": {
        parameters: {
            query?: {
                /** @description ok: answer from the replica alone when the buffer is out of reach */
                stale?: "ok";
            };
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description The package it describes. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The record. */
            200: {
                headers: {
                    "OpsDB-Overlay": components["headers"]["OpsDB-Overlay"];
                    "OpsDB-Replica-Age": components["headers"]["OpsDB-Replica-Age"];
                    "OpsDB-State": components["headers"]["OpsDB-State"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["raw_data_package_metadata"];
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "raw_data_package-metadata-put": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call repeatable: sent again with the same key and body, it answers as it did the first time. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description The ETag of the record as its own GET answered it: it is changed only if it is still that. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Any JSON object. */
                    metadata: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description It is durable: on this site (buffered) or on main (applied). */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["receipt"];
                };
            };
        };
    };
    "replication-status": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Positions and lag. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description main's WAL position now */
                        main_lsn: string | null;
                        /** @description position up to which this site has replayed */
                        replay_lsn: string | null;
                        lag_bytes: number | null;
                        /** @description seconds this site has not heard everything from main */
                        lag_s: number | null;
                        caught_up: boolean | null;
                        /** @description what main keeps for its replicas */
                        slots: {
                            name: string;
                            /** @description whether its replica is connected */
                            active: boolean;
                            /** @description lost: the replica must be rebuilt; unreserved: it must after the next checkpoint */
                            wal_status: ("reserved" | "extended" | "unreserved" | "lost") | null;
                            /** @description WAL main keeps for it */
                            retained_bytes: number | null;
                            /** @description WAL main can still write before the slot is lost */
                            headroom_bytes: number | null;
                            /** @description max_slot_wal_keep_size */
                            limit_bytes: number | null;
                        }[] | null;
                    };
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "site-docs-assets": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                version: "5.35.0";
                file: "swagger-ui-bundle.js" | "swagger-ui.css";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file, compressed where that is worth it. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "site-docs": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "site-health": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The site records. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "healthy" | "degraded" | "failing";
                        site_name: string;
                        /** @enum {string} */
                        site_type: "main" | "secondary";
                        /** @description whether a recording would be accepted */
                        recording: boolean;
                        /** @enum {string} */
                        database: "connected" | "unreachable";
                        /** @enum {string} */
                        redis: "connected" | "unreachable" | "none";
                        /** @enum {string} */
                        durability: "durable" | "not durable" | "unknown";
                        /**
                         * @description whether this site hears from main
                         * @enum {string}
                         */
                        link: "up" | "down" | "unknown";
                        transaction_buffer: {
                            size: number;
                            failed: number;
                            held: number;
                        } | null;
                        /** @description what needs a person, in plain words */
                        warnings: string[];
                        background_processor: {
                            last_run: string | null;
                            link: string | null;
                            error: string | null;
                        } | null;
                    };
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The site cannot record. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "healthy" | "degraded" | "failing";
                        site_name: string;
                        /** @enum {string} */
                        site_type: "main" | "secondary";
                        /** @description whether a recording would be accepted */
                        recording: boolean;
                        /** @enum {string} */
                        database: "connected" | "unreachable";
                        /** @enum {string} */
                        redis: "connected" | "unreachable" | "none";
                        /** @enum {string} */
                        durability: "durable" | "not durable" | "unknown";
                        /**
                         * @description whether this site hears from main
                         * @enum {string}
                         */
                        link: "up" | "down" | "unknown";
                        transaction_buffer: {
                            size: number;
                            failed: number;
                            held: number;
                        } | null;
                        /** @description what needs a person, in plain words */
                        warnings: string[];
                        background_processor: {
                            last_run: string | null;
                            link: string | null;
                            error: string | null;
                        } | null;
                    };
                };
            };
        };
    };
    "site-info": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The site. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        site_name: string;
                        /** @enum {string} */
                        site_type: "main" | "secondary";
                        /** @description recordings are buffered here and applied on main later */
                        buffering: boolean;
                        /** @description form of the transactions this site writes */
                        schema_version: number;
                    };
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "site-openapi": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The OpenAPI document. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        openapi: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "sources-by-id": {
        parameters: {
            query?: {
                /** @description ok: answer from the replica alone when the buffer is out of reach */
                stale?: "ok";
            };
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The record. */
            200: {
                headers: {
                    "OpsDB-Overlay": components["headers"]["OpsDB-Overlay"];
                    "OpsDB-Replica-Age": components["headers"]["OpsDB-Replica-Age"];
                    "OpsDB-State": components["headers"]["OpsDB-State"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Right ascension. [deg] */
                        ra_deg?: number;
                        /** @description Declination. [deg] */
                        dec_deg?: number;
                        /** @description Reference frame of the coordinates. */
                        frame?: string;
                        vlsr_km_s?: number | null;
                        redshift?: number | null;
                        /** @description Other names it is known by. */
                        aliases?: string[];
                        /** @description English name, such as Jupiter. */
                        body?: string;
                        naif_id?: number | null;
                        /** @description Western edge; the area may reach over 0. [deg] */
                        ra_min_deg?: number;
                        /** @description Eastern edge. [deg] */
                        ra_max_deg?: number;
                        /** @description Southern edge. [deg] */
                        dec_min_deg?: number;
                        /** @description Northern edge. [deg] */
                        dec_max_deg?: number;
                        /** @description Elevation it is scanned at. [deg] */
                        elevation_deg?: number;
                        id: number;
                        /** @description Name of the source, such as Orion-KL. */
                        name: string;
                        /**
                         * @description The table that says more: it has a record of the same id.
                         * @enum {string}
                         */
                        type: "fixed_source" | "solar_system_object" | "constant_elevation_source";
                        created_at: string;
                        updated_at: string;
                        deleted_at: string | null;
                    };
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "sources-update": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call repeatable: sent again with the same key and body, it answers as it did the first time. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description The ETag of the record as its own GET answered it: it is changed only if it is still that. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Name of the source, such as Orion-KL. */
                    name?: string;
                    /** @description Right ascension. [deg] */
                    ra_deg?: number;
                    /** @description Declination. [deg] */
                    dec_deg?: number;
                    /** @description Reference frame of the coordinates. */
                    frame?: string;
                    vlsr_km_s?: number | null;
                    redshift?: number | null;
                    /** @description Other names it is known by. */
                    aliases?: string[];
                    /** @description English name, such as Jupiter. */
                    body?: string;
                    naif_id?: number | null;
                    /** @description Western edge; the area may reach over 0. [deg] */
                    ra_min_deg?: number;
                    /** @description Eastern edge. [deg] */
                    ra_max_deg?: number;
                    /** @description Southern edge. [deg] */
                    dec_min_deg?: number;
                    /** @description Northern edge. [deg] */
                    dec_max_deg?: number;
                    /** @description Elevation it is scanned at. [deg] */
                    elevation_deg?: number;
                };
            };
        };
        responses: {
            /** @description It is on main. */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["receipt"];
                };
            };
        };
    };
    "sources-delete": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call repeatable: sent again with the same key and body, it answers as it did the first time. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description The ETag of the record as its own GET answered it: it is changed only if it is still that. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is withdrawn. */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["receipt"];
                };
            };
        };
    };
    "sources-chip": {
        parameters: {
            query?: {
                /** @description ok: answer from the replica alone when the buffer is out of reach */
                stale?: "ok";
            };
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The card. */
            200: {
                headers: {
                    "OpsDB-Overlay": components["headers"]["OpsDB-Overlay"];
                    "OpsDB-Replica-Age": components["headers"]["OpsDB-Replica-Age"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number;
                        /** @description Name of the source, such as Orion-KL. */
                        name: string;
                        /**
                         * @description The table that says more: it has a record of the same id.
                         * @enum {string}
                         */
                        type: "fixed_source" | "solar_system_object" | "constant_elevation_source";
                        deleted_at: string | null;
                        /** @description where it is, as text: coordinates, the body, or the area; null when that is not recorded */
                        position: string | null;
                        /** @description how many observation units that are in use look at it */
                        obs_units: number;
                    };
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "sources-cone": {
        parameters: {
            query: {
                /** @description Right ascension. [deg] */
                ra_deg: number;
                /** @description Declination. [deg] */
                dec_deg: number;
                /** @description Radius of the cone. [deg] */
                radius_deg: number;
                /** @description sources answered, 50 unless told, at most 500 */
                limit?: number;
                /** @description ok: answer from the replica alone when the buffer is out of reach */
                stale?: "ok";
            };
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sources. */
            200: {
                headers: {
                    "OpsDB-Overlay": components["headers"]["OpsDB-Overlay"];
                    "OpsDB-Replica-Age": components["headers"]["OpsDB-Replica-Age"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: number;
                            /** @description Name of the source, such as Orion-KL. */
                            name: string;
                            /**
                             * @description The table that says more: it has a record of the same id.
                             * @enum {string}
                             */
                            type: "fixed_source" | "solar_system_object" | "constant_elevation_source";
                            created_at: string;
                            updated_at: string;
                            deleted_at: string | null;
                            /** @description Right ascension. [deg] */
                            ra_deg: number;
                            /** @description Declination. [deg] */
                            dec_deg: number;
                            /** @description Reference frame of the coordinates. */
                            frame: string;
                            vlsr_km_s: number | null;
                            redshift: number | null;
                            /** @description Other names it is known by. */
                            aliases: string[];
                            /** @description Distance from the centre of the cone. [deg] */
                            distance_deg: number;
                        }[];
                        /** @description there are no more in the cone, and nothing that could be was out of reach */
                        complete: boolean;
                        /** @description sources of this answer with unreplicated changes */
                        pending: {
                            [key: string]: "buffered" | "held" | "applied" | "replicated" | "dead" | "discarded";
                        };
                    };
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "sources-list": {
        parameters: {
            query?: {
                /** @description Its id. Repeated: any of them. */
                id?: number[];
                /** @description Its id. From here on. */
                id_gte?: number;
                /** @description Its id. Before this, which is excluded. */
                id_lt?: number;
                /** @description Name of the source, such as Orion-KL. Repeated: any of them. */
                name?: string[];
                /** @description The table that says more: it has a record of the same id. Repeated: any of them. */
                type?: ("fixed_source" | "solar_system_object" | "constant_elevation_source")[];
                /** @description Its created_at. Repeated: any of them. */
                created_at?: string[];
                /** @description Its created_at. From here on. */
                created_at_gte?: string;
                /** @description Its created_at. Before this, which is excluded. */
                created_at_lt?: string;
                /** @description records in which name contains this text, be it in upper or lower case; 2 to 200 characters, none of which stands for another */
                q?: string;
                /** @description sort by this column, with - descending; default -id */
                order?: "id" | "-id" | "name" | "-name" | "created_at" | "-created_at";
                /** @description rows in a page, at most 500; unless told 50, and in an export as many as it can hold */
                limit?: number;
                /** @description include: those withdrawn as well */
                deleted?: "include";
                /** @description ok: answer from the replica alone when the buffer is out of reach */
                stale?: "ok";
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description only these members of each item, repeated or separated by commas; the id is always there */
                fields?: ("id" | "name" | "type" | "created_at" | "updated_at" | "deleted_at")[];
                /** @description related records to show with it, by commas: fixed_source, solar_system_object, constant_elevation_source, obs_units */
                expand?: string[];
                /** @description true: also count the records on all pages together */
                total?: "true" | "false";
                /** @description csv, ndjson: an export of the list; default what Accept asks for, else json */
                format?: "json" | "csv" | "ndjson";
            };
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page, or an export. */
            200: {
                headers: {
                    "OpsDB-Overlay": components["headers"]["OpsDB-Overlay"];
                    "OpsDB-Replica-Age": components["headers"]["OpsDB-Replica-Age"];
                    "OpsDB-Complete": components["headers"]["OpsDB-Complete"];
                    "OpsDB-Next-Cursor": components["headers"]["OpsDB-Next-Cursor"];
                    "OpsDB-Total": components["headers"]["OpsDB-Total"];
                    Link: components["headers"]["Link"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description with fields= only the members it names */
                        items: {
                            id: number;
                            /** @description Name of the source, such as Orion-KL. */
                            name: string;
                            /**
                             * @description The table that says more: it has a record of the same id.
                             * @enum {string}
                             */
                            type: "fixed_source" | "solar_system_object" | "constant_elevation_source";
                            created_at: string;
                            updated_at: string;
                            deleted_at: string | null;
                            /** @description with expand=fixed_source: A source with fixed celestial coordinates. */
                            fixed_source?: components["schemas"]["fixed_source"] | null;
                            /** @description with expand=solar_system_object: A body of the solar system, which moves. */
                            solar_system_object?: components["schemas"]["solar_system_object"] | null;
                            /** @description with expand=constant_elevation_source: An area surveyed at constant elevation. */
                            constant_elevation_source?: components["schemas"]["constant_elevation_source"] | null;
                            /** @description with expand=obs_units: the first 20 */
                            obs_units?: components["schemas"]["obs_unit"][];
                            /** @description with expand=obs_units: how many there are */
                            obs_units_count?: number;
                        }[];
                        /** @description cursor of the next page; null when this page ends the list */
                        next_cursor: string | null;
                        /** @description this page ends the list and nothing that could belong to it was out of reach */
                        complete: boolean;
                        /** @description records of this page with unreplicated changes */
                        pending: {
                            [key: string]: "buffered" | "held" | "applied" | "replicated" | "dead" | "discarded";
                        };
                        /** @description with total=true: records on all pages together */
                        total?: number;
                    };
                    "text/csv": string;
                    "application/x-ndjson": string;
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "sources-create": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call repeatable: sent again with the same key and body, it answers as it did the first time. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Name of the source, such as Orion-KL. */
                    name: string;
                    /**
                     * @description The table that says more: it has a record of the same id.
                     * @constant
                     */
                    type: "fixed_source";
                    /** @description Right ascension. [deg] */
                    ra_deg: number;
                    /** @description Declination. [deg] */
                    dec_deg: number;
                    /** @description Reference frame of the coordinates. */
                    frame?: string;
                    vlsr_km_s?: number | null;
                    redshift?: number | null;
                    /** @description Other names it is known by. */
                    aliases?: string[];
                } | {
                    /** @description Name of the source, such as Orion-KL. */
                    name: string;
                    /**
                     * @description The table that says more: it has a record of the same id.
                     * @constant
                     */
                    type: "solar_system_object";
                    /** @description English name, such as Jupiter. */
                    body: string;
                    naif_id?: number | null;
                } | {
                    /** @description Name of the source, such as Orion-KL. */
                    name: string;
                    /**
                     * @description The table that says more: it has a record of the same id.
                     * @constant
                     */
                    type: "constant_elevation_source";
                    /** @description Western edge; the area may reach over 0. [deg] */
                    ra_min_deg: number;
                    /** @description Eastern edge. [deg] */
                    ra_max_deg: number;
                    /** @description Southern edge. [deg] */
                    dec_min_deg: number;
                    /** @description Northern edge. [deg] */
                    dec_max_deg: number;
                    /** @description Elevation it is scanned at. [deg] */
                    elevation_deg: number;
                };
            };
        };
        responses: {
            /** @description It is on main. */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["receipt"];
                };
            };
        };
    };
    "sources-details": {
        parameters: {
            query?: {
                /** @description ok: answer from the replica alone when the buffer is out of reach */
                stale?: "ok";
            };
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of it. */
            200: {
                headers: {
                    "OpsDB-Overlay": components["headers"]["OpsDB-Overlay"];
                    "OpsDB-Replica-Age": components["headers"]["OpsDB-Replica-Age"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number;
                        /** @description Right ascension. [deg] */
                        ra_deg?: number;
                        /** @description Declination. [deg] */
                        dec_deg?: number;
                        /** @description Reference frame of the coordinates. */
                        frame?: string;
                        vlsr_km_s?: number | null;
                        redshift?: number | null;
                        /** @description Other names it is known by. */
                        aliases?: string[];
                        /** @description English name, such as Jupiter. */
                        body?: string;
                        naif_id?: number | null;
                        /** @description Western edge; the area may reach over 0. [deg] */
                        ra_min_deg?: number;
                        /** @description Eastern edge. [deg] */
                        ra_max_deg?: number;
                        /** @description Southern edge. [deg] */
                        dec_min_deg?: number;
                        /** @description Northern edge. [deg] */
                        dec_max_deg?: number;
                        /** @description Elevation it is scanned at. [deg] */
                        elevation_deg?: number;
                        /** @description Name of the source, such as Orion-KL. */
                        name: string;
                        /**
                         * @description The table that says more: it has a record of the same id.
                         * @enum {string}
                         */
                        type: "fixed_source" | "solar_system_object" | "constant_elevation_source";
                        created_at: string;
                        updated_at: string;
                        deleted_at: string | null;
                        /** @description its observation units, withdrawn ones included */
                        obs_units: components["schemas"]["obs_unit"][];
                        /** @description the latest 20 executions of all of them, latest first */
                        executed_obs_units: components["schemas"]["executed_obs_unit"][];
                    };
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "sources-history": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The changes. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            transaction_id: string;
                            /** @enum {string} */
                            operation: "create" | "update" | "delete";
                            /** @description when the site accepted it, UTC */
                            at: string;
                            /** @description the site that accepted it */
                            site: string;
                            user_id: number;
                            /** @description null for a user this site does not have yet */
                            username: string | null;
                            /** @description what was called */
                            endpoint: string;
                            /**
                             * @description how far it has come
                             * @enum {string}
                             */
                            state: "buffered" | "held" | "applied" | "replicated" | "dead" | "discarded";
                            /** @description what it set, by column */
                            values: {
                                [key: string]: unknown;
                            };
                        }[];
                        /** @description there are no more */
                        complete: boolean;
                    };
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "sources-resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description such as Orion-KL, M 42 or IRC+10216 */
                    name: string;
                };
            };
        };
        responses: {
            /** @description The object. */
            200: {
                headers: {
                    "OpsDB-Cache": components["headers"]["OpsDB-Cache"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description as the resolver writes it */
                        name: string;
                        /** @enum {string} */
                        resolver: "Simbad" | "NED" | "VizieR";
                        /** @description right ascension, ICRS [deg] */
                        ra_deg: number;
                        /** @description declination, ICRS [deg] */
                        dec_deg: number;
                        /** @description in that resolver's abbreviations */
                        object_type: string | null;
                        /** @description other names of the same object, at most a hundred */
                        aliases: string[];
                    };
                };
            };
        };
    };
    "staging-jobs-by-id": {
        parameters: {
            query?: {
                /** @description ok: answer from the replica alone when the buffer is out of reach */
                stale?: "ok";
                /** @description related records to show with it: raw_data_packages */
                expand?: "raw_data_packages";
            };
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job. */
            200: {
                headers: {
                    "OpsDB-Overlay": components["headers"]["OpsDB-Overlay"];
                    "OpsDB-Replica-Age": components["headers"]["OpsDB-Replica-Age"];
                    "OpsDB-State": components["headers"]["OpsDB-State"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** @description Where to; a location for processing. */
                        destination_location_id: number;
                        /** @description The user who asked. */
                        requested_by: number;
                        /**
                         * @description How it stands.
                         * @enum {string}
                         */
                        status: "pending" | "scheduled" | "in_progress" | "completed" | "failed";
                        /** @description Whether its files are still needed: what is active is not deleted there. */
                        active: boolean;
                        /** @description How often it was tried again. */
                        retry_count: number;
                        comment: string | null;
                        start_time: string | null;
                        end_time: string | null;
                        failure_error_message: string | null;
                        created_at: string;
                        updated_at: string;
                        /** @description the packages it asks for */
                        raw_data_package_ids: string[];
                        /** @description with expand */
                        raw_data_packages?: components["schemas"]["raw_data_package"][];
                    };
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "staging-jobs-update": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call repeatable: sent again with the same key and body, it answers as it did the first time. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description The ETag of the record as its own GET answered it: it is changed only if it is still that. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description How it stands.
                     * @enum {string}
                     */
                    status?: "pending" | "scheduled" | "in_progress" | "completed" | "failed";
                    /** @description Whether its files are still needed: what is active is not deleted there. */
                    active?: boolean;
                    /** @description How often it was tried again. */
                    retry_count?: number;
                    comment?: string | null;
                    start_time?: string | null;
                    end_time?: string | null;
                    failure_error_message?: string | null;
                };
            };
        };
        responses: {
            /** @description It is durable: on this site (buffered) or on main (applied). */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["receipt"];
                };
            };
        };
    };
    "staging-jobs-cancel": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call repeatable: sent again with the same key and body, it answers as it did the first time. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is durable: on this site (buffered) or on main (applied). */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["receipt"];
                };
            };
        };
    };
    "staging-jobs-list": {
        parameters: {
            query?: {
                /** @description Its id. Repeated: any of them. */
                id?: string[];
                /** @description Where to; a location for processing. Repeated: any of them. */
                destination_location_id?: number[];
                /** @description Where to; a location for processing. From here on. */
                destination_location_id_gte?: number;
                /** @description Where to; a location for processing. Before this, which is excluded. */
                destination_location_id_lt?: number;
                /** @description The user who asked. Repeated: any of them. */
                requested_by?: number[];
                /** @description The user who asked. From here on. */
                requested_by_gte?: number;
                /** @description The user who asked. Before this, which is excluded. */
                requested_by_lt?: number;
                /** @description How it stands. Repeated: any of them. */
                status?: ("pending" | "scheduled" | "in_progress" | "completed" | "failed")[];
                /** @description Whether its files are still needed: what is active is not deleted there. Repeated: any of them. */
                active?: ("true" | "false")[];
                /** @description Its created_at. Repeated: any of them. */
                created_at?: string[];
                /** @description Its created_at. From here on. */
                created_at_gte?: string;
                /** @description Its created_at. Before this, which is excluded. */
                created_at_lt?: string;
                /** @description sort by this column, with - descending; default -created_at */
                order?: "created_at" | "-created_at";
                /** @description rows in a page, at most 500; unless told 50, and in an export as many as it can hold */
                limit?: number;
                /** @description ok: answer from the replica alone when the buffer is out of reach */
                stale?: "ok";
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description only these members of each item, repeated or separated by commas; the id is always there */
                fields?: ("id" | "destination_location_id" | "requested_by" | "status" | "active" | "retry_count" | "comment" | "start_time" | "end_time" | "failure_error_message" | "created_at" | "updated_at")[];
                /** @description related records to show with it, by commas: destination_location, staging_job_packages */
                expand?: string[];
                /** @description true: also count the records on all pages together */
                total?: "true" | "false";
                /** @description csv, ndjson: an export of the list; default what Accept asks for, else json */
                format?: "json" | "csv" | "ndjson";
            };
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page, or an export. */
            200: {
                headers: {
                    "OpsDB-Overlay": components["headers"]["OpsDB-Overlay"];
                    "OpsDB-Replica-Age": components["headers"]["OpsDB-Replica-Age"];
                    "OpsDB-Complete": components["headers"]["OpsDB-Complete"];
                    "OpsDB-Next-Cursor": components["headers"]["OpsDB-Next-Cursor"];
                    "OpsDB-Total": components["headers"]["OpsDB-Total"];
                    Link: components["headers"]["Link"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description with fields= only the members it names */
                        items: {
                            /** Format: uuid */
                            id: string;
                            /** @description Where to; a location for processing. */
                            destination_location_id: number;
                            /** @description The user who asked. */
                            requested_by: number;
                            /**
                             * @description How it stands.
                             * @enum {string}
                             */
                            status: "pending" | "scheduled" | "in_progress" | "completed" | "failed";
                            /** @description Whether its files are still needed: what is active is not deleted there. */
                            active: boolean;
                            /** @description How often it was tried again. */
                            retry_count: number;
                            comment: string | null;
                            start_time: string | null;
                            end_time: string | null;
                            failure_error_message: string | null;
                            created_at: string;
                            updated_at: string;
                            /** @description with expand=destination_location: A place within a site where files lie. */
                            destination_location?: components["schemas"]["data_location"] | null;
                            /** @description with expand=staging_job_packages: the first 20 */
                            staging_job_packages?: components["schemas"]["staging_job_package"][];
                            /** @description with expand=staging_job_packages: how many there are */
                            staging_job_packages_count?: number;
                        }[];
                        /** @description cursor of the next page; null when this page ends the list */
                        next_cursor: string | null;
                        /** @description this page ends the list and nothing that could belong to it was out of reach */
                        complete: boolean;
                        /** @description records of this page with unreplicated changes */
                        pending: {
                            [key: string]: "buffered" | "held" | "applied" | "replicated" | "dead" | "discarded";
                        };
                        /** @description with total=true: records on all pages together */
                        total?: number;
                    };
                    "text/csv": string;
                    "application/x-ndjson": string;
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "staging-jobs-create": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call repeatable: sent again with the same key and body, it answers as it did the first time. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    id?: string;
                    /** @description Where to; a location for processing. */
                    destination_location_id: number;
                    /** @description the packages */
                    raw_data_package_ids?: string[];
                    /** @description or the executions whose packages they are */
                    executed_obs_unit_ids?: string[];
                    comment?: string | null;
                };
            };
        };
        responses: {
            /** @description It is durable: on this site (buffered) or on main (applied). */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["receipt"];
                };
            };
        };
    };
    "staging-jobs-retry": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call repeatable: sent again with the same key and body, it answers as it did the first time. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is durable: on this site (buffered) or on main (applied). */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["receipt"];
                };
            };
        };
    };
    "sub_observing_program-by-id": {
        parameters: {
            query?: {
                /** @description ok: answer from the replica alone when the buffer is out of reach */
                stale?: "ok";
                /** @description related records to show with it, by commas: observing_program, obs_units */
                expand?: string[];
            };
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The record. */
            200: {
                headers: {
                    "OpsDB-Overlay": components["headers"]["OpsDB-Overlay"];
                    "OpsDB-Replica-Age": components["headers"]["OpsDB-Replica-Age"];
                    "OpsDB-State": components["headers"]["OpsDB-State"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number;
                        /** @description The programme it is part of. */
                        observing_program_id: number;
                        name: string;
                        /** @description Unique within its programme. */
                        short_name: string;
                        description: string | null;
                        created_at: string;
                        updated_at: string;
                        deleted_at: string | null;
                        /** @description with expand=observing_program: An observing programme: an approved proposal with allocated telescope time. */
                        observing_program?: components["schemas"]["observing_program"] | null;
                        /** @description with expand=obs_units: the first 1000 */
                        obs_units?: components["schemas"]["obs_unit"][];
                        /** @description with expand=obs_units: how many there are */
                        obs_units_count?: number;
                    };
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "sub_observing_program-update": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call repeatable: sent again with the same key and body, it answers as it did the first time. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description The ETag of the record as its own GET answered it: it is changed only if it is still that. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The programme it is part of. */
                    observing_program_id?: number;
                    name?: string;
                    /** @description Unique within its programme. */
                    short_name?: string;
                    description?: string | null;
                };
            };
        };
        responses: {
            /** @description It is durable: on this site (buffered) or on main (applied). */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["receipt"];
                };
            };
        };
    };
    "sub_observing_program-delete": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call repeatable: sent again with the same key and body, it answers as it did the first time. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description The ETag of the record as its own GET answered it: it is changed only if it is still that. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is withdrawn. */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["receipt"];
                };
            };
        };
    };
    "sub_observing_program-list": {
        parameters: {
            query?: {
                /** @description Its id. Repeated: any of them. */
                id?: number[];
                /** @description Its id. From here on. */
                id_gte?: number;
                /** @description Its id. Before this, which is excluded. */
                id_lt?: number;
                /** @description The programme it is part of. Repeated: any of them. */
                observing_program_id?: number[];
                /** @description The programme it is part of. From here on. */
                observing_program_id_gte?: number;
                /** @description The programme it is part of. Before this, which is excluded. */
                observing_program_id_lt?: number;
                /** @description Its name. Repeated: any of them. */
                name?: string[];
                /** @description Unique within its programme. Repeated: any of them. */
                short_name?: string[];
                /** @description Its created_at. Repeated: any of them. */
                created_at?: string[];
                /** @description Its created_at. From here on. */
                created_at_gte?: string;
                /** @description Its created_at. Before this, which is excluded. */
                created_at_lt?: string;
                /** @description sort by this column, with - descending; default -id */
                order?: "id" | "-id" | "short_name" | "-short_name" | "created_at" | "-created_at";
                /** @description rows in a page, at most 500; unless told 50, and in an export as many as it can hold */
                limit?: number;
                /** @description include: those withdrawn as well */
                deleted?: "include";
                /** @description ok: answer from the replica alone when the buffer is out of reach */
                stale?: "ok";
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description only these members of each item, repeated or separated by commas; the id is always there */
                fields?: ("id" | "observing_program_id" | "name" | "short_name" | "description" | "created_at" | "updated_at" | "deleted_at")[];
                /** @description related records to show with it, by commas: observing_program, obs_units */
                expand?: string[];
                /** @description true: also count the records on all pages together */
                total?: "true" | "false";
                /** @description csv, ndjson: an export of the list; default what Accept asks for, else json */
                format?: "json" | "csv" | "ndjson";
            };
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page, or an export. */
            200: {
                headers: {
                    "OpsDB-Overlay": components["headers"]["OpsDB-Overlay"];
                    "OpsDB-Replica-Age": components["headers"]["OpsDB-Replica-Age"];
                    "OpsDB-Complete": components["headers"]["OpsDB-Complete"];
                    "OpsDB-Next-Cursor": components["headers"]["OpsDB-Next-Cursor"];
                    "OpsDB-Total": components["headers"]["OpsDB-Total"];
                    Link: components["headers"]["Link"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description with fields= only the members it names */
                        items: {
                            id: number;
                            /** @description The programme it is part of. */
                            observing_program_id: number;
                            name: string;
                            /** @description Unique within its programme. */
                            short_name: string;
                            description: string | null;
                            created_at: string;
                            updated_at: string;
                            deleted_at: string | null;
                            /** @description with expand=observing_program: An observing programme: an approved proposal with allocated telescope time. */
                            observing_program?: components["schemas"]["observing_program"] | null;
                            /** @description with expand=obs_units: the first 20 */
                            obs_units?: components["schemas"]["obs_unit"][];
                            /** @description with expand=obs_units: how many there are */
                            obs_units_count?: number;
                        }[];
                        /** @description cursor of the next page; null when this page ends the list */
                        next_cursor: string | null;
                        /** @description this page ends the list and nothing that could belong to it was out of reach */
                        complete: boolean;
                        /** @description records of this page with unreplicated changes */
                        pending: {
                            [key: string]: "buffered" | "held" | "applied" | "replicated" | "dead" | "discarded";
                        };
                        /** @description with total=true: records on all pages together */
                        total?: number;
                    };
                    "text/csv": string;
                    "application/x-ndjson": string;
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "sub_observing_program-create": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call repeatable: sent again with the same key and body, it answers as it did the first time. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The programme it is part of. */
                    observing_program_id: number;
                    name: string;
                    /** @description Unique within its programme. */
                    short_name: string;
                    description?: string | null;
                };
            };
        };
        responses: {
            /** @description It is durable: on this site (buffered) or on main (applied). */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["receipt"];
                };
            };
        };
    };
    "sub_observing_program-history": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The changes. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            transaction_id: string;
                            /** @enum {string} */
                            operation: "create" | "update" | "delete";
                            /** @description when the site accepted it, UTC */
                            at: string;
                            /** @description the site that accepted it */
                            site: string;
                            user_id: number;
                            /** @description null for a user this site does not have yet */
                            username: string | null;
                            /** @description what was called */
                            endpoint: string;
                            /**
                             * @description how far it has come
                             * @enum {string}
                             */
                            state: "buffered" | "held" | "applied" | "replicated" | "dead" | "discarded";
                            /** @description what it set, by column */
                            values: {
                                [key: string]: unknown;
                            };
                        }[];
                        /** @description there are no more */
                        complete: boolean;
                    };
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "telescopes-list": {
        parameters: {
            query?: {
                /** @description Its id. Repeated: any of them. */
                id?: number[];
                /** @description Its id. From here on. */
                id_gte?: number;
                /** @description Its id. Before this, which is excluded. */
                id_lt?: number;
                /** @description Its observatory_id. Repeated: any of them. */
                observatory_id?: number[];
                /** @description Its observatory_id. From here on. */
                observatory_id_gte?: number;
                /** @description Its observatory_id. Before this, which is excluded. */
                observatory_id_lt?: number;
                /** @description Name by which people know it. Repeated: any of them. */
                name?: string[];
                /** @description sort by this column, with - descending; default -id */
                order?: "id" | "-id" | "name" | "-name";
                /** @description rows in a page, at most 500; unless told 50, and in an export as many as it can hold */
                limit?: number;
                /** @description ok: answer from the replica alone when the buffer is out of reach */
                stale?: "ok";
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description only these members of each item, repeated or separated by commas; the id is always there */
                fields?: ("id" | "observatory_id" | "name" | "latitude_deg" | "longitude_deg" | "elevation_m")[];
                /** @description related records to show with it, by commas: observatory, instruments */
                expand?: string[];
                /** @description true: also count the records on all pages together */
                total?: "true" | "false";
                /** @description csv, ndjson: an export of the list; default what Accept asks for, else json */
                format?: "json" | "csv" | "ndjson";
            };
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page, or an export. */
            200: {
                headers: {
                    "OpsDB-Overlay": components["headers"]["OpsDB-Overlay"];
                    "OpsDB-Replica-Age": components["headers"]["OpsDB-Replica-Age"];
                    "OpsDB-Complete": components["headers"]["OpsDB-Complete"];
                    "OpsDB-Next-Cursor": components["headers"]["OpsDB-Next-Cursor"];
                    "OpsDB-Total": components["headers"]["OpsDB-Total"];
                    Link: components["headers"]["Link"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description with fields= only the members it names */
                        items: {
                            id: number;
                            observatory_id: number;
                            /** @description Name by which people know it. */
                            name: string;
                            latitude_deg: number | null;
                            longitude_deg: number | null;
                            elevation_m: number | null;
                            /** @description with expand=observatory: An observatory: the organisation that runs telescopes. */
                            observatory?: components["schemas"]["observatory"] | null;
                            /** @description with expand=instruments: the first 20 */
                            instruments?: components["schemas"]["instrument"][];
                            /** @description with expand=instruments: how many there are */
                            instruments_count?: number;
                        }[];
                        /** @description cursor of the next page; null when this page ends the list */
                        next_cursor: string | null;
                        /** @description this page ends the list and nothing that could belong to it was out of reach */
                        complete: boolean;
                        /** @description records of this page with unreplicated changes */
                        pending: {
                            [key: string]: "buffered" | "held" | "applied" | "replicated" | "dead" | "discarded";
                        };
                        /** @description with total=true: records on all pages together */
                        total?: number;
                    };
                    "text/csv": string;
                    "application/x-ndjson": string;
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "transfer-data-transfer-logs-list": {
        parameters: {
            query?: {
                /** @description Its id. Repeated: any of them. */
                id?: string[];
                /** @description The transfer. Repeated: any of them. */
                data_transfer_id?: string[];
                /** @description What the attempt came to. Repeated: any of them. */
                status?: ("pending" | "scheduled" | "in_progress" | "completed" | "failed")[];
                /** @description When it was filed, UTC. Repeated: any of them. */
                created_at?: string[];
                /** @description When it was filed, UTC. From here on. */
                created_at_gte?: string;
                /** @description When it was filed, UTC. Before this, which is excluded. */
                created_at_lt?: string;
                /** @description sort by this column, with - descending; default -created_at */
                order?: "created_at" | "-created_at";
                /** @description rows in a page, at most 500; unless told 50, and in an export as many as it can hold */
                limit?: number;
                /** @description ok: answer from the replica alone when the buffer is out of reach */
                stale?: "ok";
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description only these members of each item, repeated or separated by commas; the id is always there */
                fields?: ("id" | "data_transfer_id" | "status" | "log_path" | "created_at")[];
                /** @description true: also count the records on all pages together */
                total?: "true" | "false";
                /** @description csv, ndjson: an export of the list; default what Accept asks for, else json */
                format?: "json" | "csv" | "ndjson";
            };
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page, or an export. */
            200: {
                headers: {
                    "OpsDB-Overlay": components["headers"]["OpsDB-Overlay"];
                    "OpsDB-Replica-Age": components["headers"]["OpsDB-Replica-Age"];
                    "OpsDB-Complete": components["headers"]["OpsDB-Complete"];
                    "OpsDB-Next-Cursor": components["headers"]["OpsDB-Next-Cursor"];
                    "OpsDB-Total": components["headers"]["OpsDB-Total"];
                    Link: components["headers"]["Link"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description with fields= only the members it names */
                        items: components["schemas"]["data_transfer_log"][];
                        /** @description cursor of the next page; null when this page ends the list */
                        next_cursor: string | null;
                        /** @description this page ends the list and nothing that could belong to it was out of reach */
                        complete: boolean;
                        /** @description records of this page with unreplicated changes */
                        pending: {
                            [key: string]: "buffered" | "held" | "applied" | "replicated" | "dead" | "discarded";
                        };
                        /** @description with total=true: records on all pages together */
                        total?: number;
                    };
                    "text/csv": string;
                    "application/x-ndjson": string;
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "transfer-data-transfer-logs-create": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call repeatable: sent again with the same key and body, it answers as it did the first time. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description What the attempt came to.
                     * @enum {string}
                     */
                    status: "pending" | "scheduled" | "in_progress" | "completed" | "failed";
                    /** @description Path of the log file; its text is not stored here. */
                    log_path: string;
                    /** Format: uuid */
                    id?: string;
                };
            };
        };
        responses: {
            /** @description It is durable: on this site (buffered) or on main (applied). */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["receipt"];
                };
            };
        };
    };
    "transfer-data-transfer-packages-by-id": {
        parameters: {
            query?: {
                /** @description ok: answer from the replica alone when the buffer is out of reach */
                stale?: "ok";
                /** @description related records to show with it, by commas: origin_location, raw_data_packages, data_transfers */
                expand?: string[];
            };
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The record. */
            200: {
                headers: {
                    "OpsDB-Overlay": components["headers"]["OpsDB-Overlay"];
                    "OpsDB-Replica-Age": components["headers"]["OpsDB-Replica-Age"];
                    "OpsDB-State": components["headers"]["OpsDB-State"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** @description Unique. */
                        name: string;
                        /** @description Where it was put together. */
                        origin_location_id: number;
                        size_bytes: number | null;
                        checksum: string | null;
                        /**
                         * @description How putting it together stands.
                         * @enum {string}
                         */
                        status: "pending" | "scheduled" | "in_progress" | "completed" | "failed";
                        /** @description How often that was tried again. */
                        retry_count: number;
                        created_at: string;
                        updated_at: string;
                        /** @description with expand=origin_location: A place within a site where files lie. */
                        origin_location?: components["schemas"]["data_location"] | null;
                        /** @description with expand=raw_data_packages: the first 1000 */
                        raw_data_packages?: components["schemas"]["raw_data_package"][];
                        /** @description with expand=raw_data_packages: how many there are */
                        raw_data_packages_count?: number;
                        /** @description with expand=data_transfers: the first 1000 */
                        data_transfers?: components["schemas"]["data_transfer"][];
                        /** @description with expand=data_transfers: how many there are */
                        data_transfers_count?: number;
                    };
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "transfer-data-transfer-packages-update": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call repeatable: sent again with the same key and body, it answers as it did the first time. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description The ETag of the record as its own GET answered it: it is changed only if it is still that. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    size_bytes?: number | null;
                    checksum?: string | null;
                    /**
                     * @description How putting it together stands.
                     * @enum {string}
                     */
                    status?: "pending" | "scheduled" | "in_progress" | "completed" | "failed";
                    /** @description How often that was tried again. */
                    retry_count?: number;
                };
            };
        };
        responses: {
            /** @description It is durable: on this site (buffered) or on main (applied). */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["receipt"];
                };
            };
        };
    };
    "transfer-data-transfer-packages-list": {
        parameters: {
            query?: {
                /** @description Its id. Repeated: any of them. */
                id?: string[];
                /** @description Unique. Repeated: any of them. */
                name?: string[];
                /** @description Where it was put together. Repeated: any of them. */
                origin_location_id?: number[];
                /** @description Where it was put together. From here on. */
                origin_location_id_gte?: number;
                /** @description Where it was put together. Before this, which is excluded. */
                origin_location_id_lt?: number;
                /** @description How putting it together stands. Repeated: any of them. */
                status?: ("pending" | "scheduled" | "in_progress" | "completed" | "failed")[];
                /** @description Its created_at. Repeated: any of them. */
                created_at?: string[];
                /** @description Its created_at. From here on. */
                created_at_gte?: string;
                /** @description Its created_at. Before this, which is excluded. */
                created_at_lt?: string;
                /** @description sort by this column, with - descending; default -created_at */
                order?: "created_at" | "-created_at";
                /** @description rows in a page, at most 500; unless told 50, and in an export as many as it can hold */
                limit?: number;
                /** @description ok: answer from the replica alone when the buffer is out of reach */
                stale?: "ok";
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description only these members of each item, repeated or separated by commas; the id is always there */
                fields?: ("id" | "name" | "origin_location_id" | "size_bytes" | "checksum" | "status" | "retry_count" | "created_at" | "updated_at")[];
                /** @description related records to show with it, by commas: origin_location, raw_data_packages, data_transfers */
                expand?: string[];
                /** @description true: also count the records on all pages together */
                total?: "true" | "false";
                /** @description csv, ndjson: an export of the list; default what Accept asks for, else json */
                format?: "json" | "csv" | "ndjson";
            };
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page, or an export. */
            200: {
                headers: {
                    "OpsDB-Overlay": components["headers"]["OpsDB-Overlay"];
                    "OpsDB-Replica-Age": components["headers"]["OpsDB-Replica-Age"];
                    "OpsDB-Complete": components["headers"]["OpsDB-Complete"];
                    "OpsDB-Next-Cursor": components["headers"]["OpsDB-Next-Cursor"];
                    "OpsDB-Total": components["headers"]["OpsDB-Total"];
                    Link: components["headers"]["Link"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description with fields= only the members it names */
                        items: {
                            /** Format: uuid */
                            id: string;
                            /** @description Unique. */
                            name: string;
                            /** @description Where it was put together. */
                            origin_location_id: number;
                            size_bytes: number | null;
                            checksum: string | null;
                            /**
                             * @description How putting it together stands.
                             * @enum {string}
                             */
                            status: "pending" | "scheduled" | "in_progress" | "completed" | "failed";
                            /** @description How often that was tried again. */
                            retry_count: number;
                            created_at: string;
                            updated_at: string;
                            /** @description with expand=origin_location: A place within a site where files lie. */
                            origin_location?: components["schemas"]["data_location"] | null;
                            /** @description with expand=raw_data_packages: the first 20 */
                            raw_data_packages?: components["schemas"]["raw_data_package"][];
                            /** @description with expand=raw_data_packages: how many there are */
                            raw_data_packages_count?: number;
                            /** @description with expand=data_transfers: the first 20 */
                            data_transfers?: components["schemas"]["data_transfer"][];
                            /** @description with expand=data_transfers: how many there are */
                            data_transfers_count?: number;
                        }[];
                        /** @description cursor of the next page; null when this page ends the list */
                        next_cursor: string | null;
                        /** @description this page ends the list and nothing that could belong to it was out of reach */
                        complete: boolean;
                        /** @description records of this page with unreplicated changes */
                        pending: {
                            [key: string]: "buffered" | "held" | "applied" | "replicated" | "dead" | "discarded";
                        };
                        /** @description with total=true: records on all pages together */
                        total?: number;
                    };
                    "text/csv": string;
                    "application/x-ndjson": string;
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "transfer-data-transfer-packages-create": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call repeatable: sent again with the same key and body, it answers as it did the first time. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Unique. */
                    name: string;
                    /** @description Where it was put together. */
                    origin_location_id: number;
                    size_bytes?: number | null;
                    checksum?: string | null;
                    /**
                     * @description How putting it together stands.
                     * @enum {string}
                     */
                    status?: "pending" | "scheduled" | "in_progress" | "completed" | "failed";
                    /** @description How often that was tried again. */
                    retry_count?: number;
                    /** Format: uuid */
                    id?: string;
                    /** @description packages that cross the link in it */
                    raw_data_package_ids?: string[];
                };
            };
        };
        responses: {
            /** @description It is durable: on this site (buffered) or on main (applied). */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["receipt"];
                };
            };
        };
    };
    "transfer-data-transfer-reset": {
        parameters: {
            query?: {
                /** @description true: what was moved stays, only unpacking is tried again */
                unpack?: "true" | "false";
            };
            header?: {
                /** @description Makes the call repeatable: sent again with the same key and body, it answers as it did the first time. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is durable: on this site (buffered) or on main (applied). */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["receipt"];
                };
            };
        };
    };
    "transfer-data-transfers-by-id": {
        parameters: {
            query?: {
                /** @description ok: answer from the replica alone when the buffer is out of reach */
                stale?: "ok";
                /** @description related records to show with it, by commas: data_transfer_package, origin_location, destination_location, data_transfer_route, data_transfer_logs */
                expand?: string[];
            };
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The record. */
            200: {
                headers: {
                    "OpsDB-Overlay": components["headers"]["OpsDB-Overlay"];
                    "OpsDB-Replica-Age": components["headers"]["OpsDB-Replica-Age"];
                    "OpsDB-State": components["headers"]["OpsDB-State"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /**
                         * Format: uuid
                         * @description The bundle.
                         */
                        data_transfer_package_id: string;
                        /** @description Where it is read from. */
                        origin_location_id: number;
                        /** @description Where it is written to. */
                        destination_location_id: number;
                        data_transfer_route_id: number | null;
                        /**
                         * @description How moving it stands.
                         * @enum {string}
                         */
                        status: "pending" | "scheduled" | "in_progress" | "completed" | "failed";
                        /** @description How often it was tried again. */
                        retry_count: number;
                        /**
                         * @description How unpacking it at its destination stands.
                         * @enum {string}
                         */
                        unpack_status: "pending" | "scheduled" | "in_progress" | "completed" | "failed";
                        /** @description How often unpacking was tried again. */
                        unpack_retry_count: number;
                        start_time: string | null;
                        end_time: string | null;
                        failure_error_message: string | null;
                        created_at: string;
                        updated_at: string;
                        /** @description with expand=data_transfer_package: A bundle of raw data packages that crosses the long link as one. */
                        data_transfer_package?: components["schemas"]["data_transfer_package"] | null;
                        /** @description with expand=origin_location: A place within a site where files lie. */
                        origin_location?: components["schemas"]["data_location"] | null;
                        /** @description with expand=destination_location: A place within a site where files lie. */
                        destination_location?: components["schemas"]["data_location"] | null;
                        /** @description with expand=data_transfer_route: A way from one site to another, and the program that takes it. */
                        data_transfer_route?: components["schemas"]["data_transfer_route"] | null;
                        /** @description with expand=data_transfer_logs: the first 1000 */
                        data_transfer_logs?: components["schemas"]["data_transfer_log"][];
                        /** @description with expand=data_transfer_logs: how many there are */
                        data_transfer_logs_count?: number;
                    };
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "transfer-data-transfers-update": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call repeatable: sent again with the same key and body, it answers as it did the first time. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description The ETag of the record as its own GET answered it: it is changed only if it is still that. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    data_transfer_route_id?: number | null;
                    /**
                     * @description How moving it stands.
                     * @enum {string}
                     */
                    status?: "pending" | "scheduled" | "in_progress" | "completed" | "failed";
                    /** @description How often it was tried again. */
                    retry_count?: number;
                    /**
                     * @description How unpacking it at its destination stands.
                     * @enum {string}
                     */
                    unpack_status?: "pending" | "scheduled" | "in_progress" | "completed" | "failed";
                    /** @description How often unpacking was tried again. */
                    unpack_retry_count?: number;
                    start_time?: string | null;
                    end_time?: string | null;
                    failure_error_message?: string | null;
                };
            };
        };
        responses: {
            /** @description It is durable: on this site (buffered) or on main (applied). */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["receipt"];
                };
            };
        };
    };
    "transfer-data-transfers-list": {
        parameters: {
            query?: {
                /** @description Its id. Repeated: any of them. */
                id?: string[];
                /** @description The bundle. Repeated: any of them. */
                data_transfer_package_id?: string[];
                /** @description Where it is read from. Repeated: any of them. */
                origin_location_id?: number[];
                /** @description Where it is read from. From here on. */
                origin_location_id_gte?: number;
                /** @description Where it is read from. Before this, which is excluded. */
                origin_location_id_lt?: number;
                /** @description Where it is written to. Repeated: any of them. */
                destination_location_id?: number[];
                /** @description Where it is written to. From here on. */
                destination_location_id_gte?: number;
                /** @description Where it is written to. Before this, which is excluded. */
                destination_location_id_lt?: number;
                /** @description The way it takes. Repeated: any of them; null: none. */
                data_transfer_route_id?: ("null" | string)[];
                /** @description The way it takes. From here on. */
                data_transfer_route_id_gte?: string;
                /** @description The way it takes. Before this, which is excluded. */
                data_transfer_route_id_lt?: string;
                /** @description How moving it stands. Repeated: any of them. */
                status?: ("pending" | "scheduled" | "in_progress" | "completed" | "failed")[];
                /** @description How unpacking it at its destination stands. Repeated: any of them. */
                unpack_status?: ("pending" | "scheduled" | "in_progress" | "completed" | "failed")[];
                /** @description Its created_at. Repeated: any of them. */
                created_at?: string[];
                /** @description Its created_at. From here on. */
                created_at_gte?: string;
                /** @description Its created_at. Before this, which is excluded. */
                created_at_lt?: string;
                /** @description sort by this column, with - descending; default -created_at */
                order?: "created_at" | "-created_at";
                /** @description rows in a page, at most 500; unless told 50, and in an export as many as it can hold */
                limit?: number;
                /** @description ok: answer from the replica alone when the buffer is out of reach */
                stale?: "ok";
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description only these members of each item, repeated or separated by commas; the id is always there */
                fields?: ("id" | "data_transfer_package_id" | "origin_location_id" | "destination_location_id" | "data_transfer_route_id" | "status" | "retry_count" | "unpack_status" | "unpack_retry_count" | "start_time" | "end_time" | "failure_error_message" | "created_at" | "updated_at")[];
                /** @description related records to show with it, by commas: data_transfer_package, origin_location, destination_location, data_transfer_route, data_transfer_logs */
                expand?: string[];
                /** @description true: also count the records on all pages together */
                total?: "true" | "false";
                /** @description csv, ndjson: an export of the list; default what Accept asks for, else json */
                format?: "json" | "csv" | "ndjson";
            };
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page, or an export. */
            200: {
                headers: {
                    "OpsDB-Overlay": components["headers"]["OpsDB-Overlay"];
                    "OpsDB-Replica-Age": components["headers"]["OpsDB-Replica-Age"];
                    "OpsDB-Complete": components["headers"]["OpsDB-Complete"];
                    "OpsDB-Next-Cursor": components["headers"]["OpsDB-Next-Cursor"];
                    "OpsDB-Total": components["headers"]["OpsDB-Total"];
                    Link: components["headers"]["Link"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description with fields= only the members it names */
                        items: {
                            /** Format: uuid */
                            id: string;
                            /**
                             * Format: uuid
                             * @description The bundle.
                             */
                            data_transfer_package_id: string;
                            /** @description Where it is read from. */
                            origin_location_id: number;
                            /** @description Where it is written to. */
                            destination_location_id: number;
                            data_transfer_route_id: number | null;
                            /**
                             * @description How moving it stands.
                             * @enum {string}
                             */
                            status: "pending" | "scheduled" | "in_progress" | "completed" | "failed";
                            /** @description How often it was tried again. */
                            retry_count: number;
                            /**
                             * @description How unpacking it at its destination stands.
                             * @enum {string}
                             */
                            unpack_status: "pending" | "scheduled" | "in_progress" | "completed" | "failed";
                            /** @description How often unpacking was tried again. */
                            unpack_retry_count: number;
                            start_time: string | null;
                            end_time: string | null;
                            failure_error_message: string | null;
                            created_at: string;
                            updated_at: string;
                            /** @description with expand=data_transfer_package: A bundle of raw data packages that crosses the long link as one. */
                            data_transfer_package?: components["schemas"]["data_transfer_package"] | null;
                            /** @description with expand=origin_location: A place within a site where files lie. */
                            origin_location?: components["schemas"]["data_location"] | null;
                            /** @description with expand=destination_location: A place within a site where files lie. */
                            destination_location?: components["schemas"]["data_location"] | null;
                            /** @description with expand=data_transfer_route: A way from one site to another, and the program that takes it. */
                            data_transfer_route?: components["schemas"]["data_transfer_route"] | null;
                            /** @description with expand=data_transfer_logs: the first 20 */
                            data_transfer_logs?: components["schemas"]["data_transfer_log"][];
                            /** @description with expand=data_transfer_logs: how many there are */
                            data_transfer_logs_count?: number;
                        }[];
                        /** @description cursor of the next page; null when this page ends the list */
                        next_cursor: string | null;
                        /** @description this page ends the list and nothing that could belong to it was out of reach */
                        complete: boolean;
                        /** @description records of this page with unreplicated changes */
                        pending: {
                            [key: string]: "buffered" | "held" | "applied" | "replicated" | "dead" | "discarded";
                        };
                        /** @description with total=true: records on all pages together */
                        total?: number;
                    };
                    "text/csv": string;
                    "application/x-ndjson": string;
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "transfer-data-transfers-create": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call repeatable: sent again with the same key and body, it answers as it did the first time. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: uuid
                     * @description The bundle.
                     */
                    data_transfer_package_id: string;
                    /** @description Where it is read from. */
                    origin_location_id: number;
                    /** @description Where it is written to. */
                    destination_location_id: number;
                    data_transfer_route_id?: number | null;
                    /**
                     * @description How moving it stands.
                     * @enum {string}
                     */
                    status?: "pending" | "scheduled" | "in_progress" | "completed" | "failed";
                    /** @description How often it was tried again. */
                    retry_count?: number;
                    /**
                     * @description How unpacking it at its destination stands.
                     * @enum {string}
                     */
                    unpack_status?: "pending" | "scheduled" | "in_progress" | "completed" | "failed";
                    /** @description How often unpacking was tried again. */
                    unpack_retry_count?: number;
                    start_time?: string | null;
                    end_time?: string | null;
                    failure_error_message?: string | null;
                    /** Format: uuid */
                    id?: string;
                };
            };
        };
        responses: {
            /** @description It is durable: on this site (buffered) or on main (applied). */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["receipt"];
                };
            };
        };
    };
    "transfer-failed": {
        parameters: {
            query?: {
                /** @description only of these kinds */
                kind?: ("raw_data_package" | "data_transfer_package" | "data_transfer" | "long_term_archive_transfer" | "staging_job" | "physical_copy")[];
                limit?: number;
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description ok: answer from the replica alone when the buffer is out of reach */
                stale?: "ok";
            };
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    "OpsDB-Overlay": components["headers"]["OpsDB-Overlay"];
                    "OpsDB-Replica-Age": components["headers"]["OpsDB-Replica-Age"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** @description the kind of record, such as data_transfer */
                            kind: string;
                            /** @description its id */
                            id: string;
                            /** @description what of it failed, such as moving or unpacking */
                            what: string;
                            /** @description its name, where it has one */
                            name: string | null;
                            /** @description why, in the words of whoever tried; null where nobody says */
                            why: string | null;
                            /** @description when it was last changed, UTC */
                            since: string;
                        }[];
                        /** @description cursor of the next page; null when this page ends the list */
                        next_cursor: string | null;
                        /** @description this page ends the list and nothing that could belong to it was out of reach */
                        complete: boolean;
                    };
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "transfer-long-term-archive-transfers-by-id": {
        parameters: {
            query?: {
                /** @description ok: answer from the replica alone when the buffer is out of reach */
                stale?: "ok";
                /** @description related records to show with it, by commas: raw_data_package, origin_location, destination_location */
                expand?: string[];
            };
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The record. */
            200: {
                headers: {
                    "OpsDB-Overlay": components["headers"]["OpsDB-Overlay"];
                    "OpsDB-Replica-Age": components["headers"]["OpsDB-Replica-Age"];
                    "OpsDB-State": components["headers"]["OpsDB-State"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /**
                         * Format: uuid
                         * @description The package.
                         */
                        raw_data_package_id: string;
                        /** @description Where it is read from. */
                        origin_location_id: number;
                        /** @description Where it is written to. */
                        destination_location_id: number;
                        /**
                         * @description How it stands.
                         * @enum {string}
                         */
                        status: "pending" | "scheduled" | "in_progress" | "completed" | "failed";
                        /** @description How often it was tried again. */
                        retry_count: number;
                        start_time: string | null;
                        end_time: string | null;
                        failure_error_message: string | null;
                        created_at: string;
                        updated_at: string;
                        /** @description with expand=raw_data_package: A tar of the files one instrument module produced during one execution. */
                        raw_data_package?: components["schemas"]["raw_data_package"] | null;
                        /** @description with expand=origin_location: A place within a site where files lie. */
                        origin_location?: components["schemas"]["data_location"] | null;
                        /** @description with expand=destination_location: A place within a site where files lie. */
                        destination_location?: components["schemas"]["data_location"] | null;
                    };
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "transfer-long-term-archive-transfers-update": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call repeatable: sent again with the same key and body, it answers as it did the first time. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description The ETag of the record as its own GET answered it: it is changed only if it is still that. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description How it stands.
                     * @enum {string}
                     */
                    status?: "pending" | "scheduled" | "in_progress" | "completed" | "failed";
                    /** @description How often it was tried again. */
                    retry_count?: number;
                    start_time?: string | null;
                    end_time?: string | null;
                    failure_error_message?: string | null;
                };
            };
        };
        responses: {
            /** @description It is durable: on this site (buffered) or on main (applied). */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["receipt"];
                };
            };
        };
    };
    "transfer-long-term-archive-transfers-list": {
        parameters: {
            query?: {
                /** @description Its id. Repeated: any of them. */
                id?: string[];
                /** @description The package. Repeated: any of them. */
                raw_data_package_id?: string[];
                /** @description Where it is read from. Repeated: any of them. */
                origin_location_id?: number[];
                /** @description Where it is read from. From here on. */
                origin_location_id_gte?: number;
                /** @description Where it is read from. Before this, which is excluded. */
                origin_location_id_lt?: number;
                /** @description Where it is written to. Repeated: any of them. */
                destination_location_id?: number[];
                /** @description Where it is written to. From here on. */
                destination_location_id_gte?: number;
                /** @description Where it is written to. Before this, which is excluded. */
                destination_location_id_lt?: number;
                /** @description How it stands. Repeated: any of them. */
                status?: ("pending" | "scheduled" | "in_progress" | "completed" | "failed")[];
                /** @description Its created_at. Repeated: any of them. */
                created_at?: string[];
                /** @description Its created_at. From here on. */
                created_at_gte?: string;
                /** @description Its created_at. Before this, which is excluded. */
                created_at_lt?: string;
                /** @description sort by this column, with - descending; default -created_at */
                order?: "created_at" | "-created_at";
                /** @description rows in a page, at most 500; unless told 50, and in an export as many as it can hold */
                limit?: number;
                /** @description ok: answer from the replica alone when the buffer is out of reach */
                stale?: "ok";
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description only these members of each item, repeated or separated by commas; the id is always there */
                fields?: ("id" | "raw_data_package_id" | "origin_location_id" | "destination_location_id" | "status" | "retry_count" | "start_time" | "end_time" | "failure_error_message" | "created_at" | "updated_at")[];
                /** @description related records to show with it, by commas: raw_data_package, origin_location, destination_location */
                expand?: string[];
                /** @description true: also count the records on all pages together */
                total?: "true" | "false";
                /** @description csv, ndjson: an export of the list; default what Accept asks for, else json */
                format?: "json" | "csv" | "ndjson";
            };
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page, or an export. */
            200: {
                headers: {
                    "OpsDB-Overlay": components["headers"]["OpsDB-Overlay"];
                    "OpsDB-Replica-Age": components["headers"]["OpsDB-Replica-Age"];
                    "OpsDB-Complete": components["headers"]["OpsDB-Complete"];
                    "OpsDB-Next-Cursor": components["headers"]["OpsDB-Next-Cursor"];
                    "OpsDB-Total": components["headers"]["OpsDB-Total"];
                    Link: components["headers"]["Link"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description with fields= only the members it names */
                        items: {
                            /** Format: uuid */
                            id: string;
                            /**
                             * Format: uuid
                             * @description The package.
                             */
                            raw_data_package_id: string;
                            /** @description Where it is read from. */
                            origin_location_id: number;
                            /** @description Where it is written to. */
                            destination_location_id: number;
                            /**
                             * @description How it stands.
                             * @enum {string}
                             */
                            status: "pending" | "scheduled" | "in_progress" | "completed" | "failed";
                            /** @description How often it was tried again. */
                            retry_count: number;
                            start_time: string | null;
                            end_time: string | null;
                            failure_error_message: string | null;
                            created_at: string;
                            updated_at: string;
                            /** @description with expand=raw_data_package: A tar of the files one instrument module produced during one execution. */
                            raw_data_package?: components["schemas"]["raw_data_package"] | null;
                            /** @description with expand=origin_location: A place within a site where files lie. */
                            origin_location?: components["schemas"]["data_location"] | null;
                            /** @description with expand=destination_location: A place within a site where files lie. */
                            destination_location?: components["schemas"]["data_location"] | null;
                        }[];
                        /** @description cursor of the next page; null when this page ends the list */
                        next_cursor: string | null;
                        /** @description this page ends the list and nothing that could belong to it was out of reach */
                        complete: boolean;
                        /** @description records of this page with unreplicated changes */
                        pending: {
                            [key: string]: "buffered" | "held" | "applied" | "replicated" | "dead" | "discarded";
                        };
                        /** @description with total=true: records on all pages together */
                        total?: number;
                    };
                    "text/csv": string;
                    "application/x-ndjson": string;
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "transfer-long-term-archive-transfers-create": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call repeatable: sent again with the same key and body, it answers as it did the first time. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: uuid
                     * @description The package.
                     */
                    raw_data_package_id: string;
                    /** @description Where it is read from. */
                    origin_location_id: number;
                    /** @description Where it is written to. */
                    destination_location_id: number;
                    /**
                     * @description How it stands.
                     * @enum {string}
                     */
                    status?: "pending" | "scheduled" | "in_progress" | "completed" | "failed";
                    /** @description How often it was tried again. */
                    retry_count?: number;
                    start_time?: string | null;
                    end_time?: string | null;
                    failure_error_message?: string | null;
                    /** Format: uuid */
                    id?: string;
                };
            };
        };
        responses: {
            /** @description It is durable: on this site (buffered) or on main (applied). */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["receipt"];
                };
            };
        };
    };
    "transfer-long-term-archive-transfers-reset": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call repeatable: sent again with the same key and body, it answers as it did the first time. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is durable: on this site (buffered) or on main (applied). */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["receipt"];
                };
            };
        };
    };
    "transfer-overview": {
        parameters: {
            query?: {
                /** @description ok: answer from the replica alone when the buffer is out of reach */
                stale?: "ok";
            };
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The counts. */
            200: {
                headers: {
                    "OpsDB-Overlay": components["headers"]["OpsDB-Overlay"];
                    "OpsDB-Replica-Age": components["headers"]["OpsDB-Replica-Age"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description raw data packages */
                        total_packages: number;
                        /** @description transfers whose status is in_progress */
                        active_transfers: number;
                        /** @description size of the raw data packages whose state is waiting [byte] */
                        bytes_waiting: number;
                        raw_data_packages: {
                            /** @description all of them */
                            total: number;
                            by_status: {
                                pending: number;
                                scheduled: number;
                                in_progress: number;
                                completed: number;
                                failed: number;
                            };
                            by_state: {
                                waiting: number;
                                transferring: number;
                                archived: number;
                                failed: number;
                            };
                        };
                        data_transfer_packages: {
                            /** @description all of them */
                            total: number;
                            by_status: {
                                pending: number;
                                scheduled: number;
                                in_progress: number;
                                completed: number;
                                failed: number;
                            };
                        };
                        data_transfers: {
                            /** @description all of them */
                            total: number;
                            by_status: {
                                pending: number;
                                scheduled: number;
                                in_progress: number;
                                completed: number;
                                failed: number;
                            };
                            by_unpack_status: {
                                pending: number;
                                scheduled: number;
                                in_progress: number;
                                completed: number;
                                failed: number;
                            };
                        };
                        long_term_archive_transfers: {
                            /** @description all of them */
                            total: number;
                            by_status: {
                                pending: number;
                                scheduled: number;
                                in_progress: number;
                                completed: number;
                                failed: number;
                            };
                        };
                        staging_jobs: {
                            /** @description all of them */
                            total: number;
                            active: number;
                            by_status: {
                                pending: number;
                                scheduled: number;
                                in_progress: number;
                                completed: number;
                                failed: number;
                            };
                        };
                        /** @description copies by location; those that are deleted are not counted */
                        physical_copies: {
                            data_location_id: number;
                            data_location: string | null;
                            location_type: string | null;
                            /** @description all of them */
                            total: number;
                            by_status: {
                                present: number;
                                staged: number;
                                deletion_possible: number;
                                deletion_scheduled: number;
                                deletion_in_progress: number;
                                deletion_failed: number;
                            };
                        }[];
                        /** @description the newest 10 of what you may read */
                        newest_failures: {
                            /** @description the kind of record, such as data_transfer */
                            kind: string;
                            /** @description its id */
                            id: string;
                            /** @description what of it failed, such as moving or unpacking */
                            what: string;
                            /** @description its name, where it has one */
                            name: string | null;
                            /** @description why, in the words of whoever tried; null where nobody says */
                            why: string | null;
                            /** @description when it was last changed, UTC */
                            since: string;
                        }[];
                    };
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "transfer-physical-copies-by-id": {
        parameters: {
            query?: {
                /** @description ok: answer from the replica alone when the buffer is out of reach */
                stale?: "ok";
            };
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The record. */
            200: {
                headers: {
                    "OpsDB-Overlay": components["headers"]["OpsDB-Overlay"];
                    "OpsDB-Replica-Age": components["headers"]["OpsDB-Replica-Age"];
                    "OpsDB-State": components["headers"]["OpsDB-State"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description The file.
                         */
                        raw_data_file_id?: string;
                        /**
                         * Format: uuid
                         * @description The package.
                         */
                        raw_data_package_id?: string;
                        /**
                         * Format: uuid
                         * @description The bundle.
                         */
                        data_transfer_package_id?: string;
                        /** Format: uuid */
                        id: string;
                        /**
                         * @description The table that says what it is a copy of: it has a record of the same id.
                         * @enum {string}
                         */
                        type: "raw_data_file_physical_copy" | "raw_data_package_physical_copy" | "data_transfer_package_physical_copy";
                        /** @description Where it lies. */
                        data_location_id: number;
                        /**
                         * @description Whether it is there, and how its deletion stands.
                         * @enum {string}
                         */
                        status: "present" | "staged" | "deletion_possible" | "deletion_scheduled" | "deletion_in_progress" | "deleted" | "deletion_failed";
                        checksum: string | null;
                        verified_at: string | null;
                        gone_at: string | null;
                        created_at: string;
                        updated_at: string;
                    };
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "transfer-physical-copies-update": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call repeatable: sent again with the same key and body, it answers as it did the first time. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description The ETag of the record as its own GET answered it: it is changed only if it is still that. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Whether it is there, and how its deletion stands.
                     * @enum {string}
                     */
                    status?: "present" | "staged" | "deletion_possible" | "deletion_scheduled" | "deletion_in_progress" | "deleted" | "deletion_failed";
                    checksum?: string | null;
                    verified_at?: string | null;
                    gone_at?: string | null;
                };
            };
        };
        responses: {
            /** @description It is durable: on this site (buffered) or on main (applied). */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["receipt"];
                };
            };
        };
    };
    "transfer-physical-copies-list": {
        parameters: {
            query?: {
                /** @description Its id. Repeated: any of them. */
                id?: string[];
                /** @description The table that says what it is a copy of: it has a record of the same id. Repeated: any of them. */
                type?: ("raw_data_file_physical_copy" | "raw_data_package_physical_copy" | "data_transfer_package_physical_copy")[];
                /** @description Where it lies. Repeated: any of them. */
                data_location_id?: number[];
                /** @description Where it lies. From here on. */
                data_location_id_gte?: number;
                /** @description Where it lies. Before this, which is excluded. */
                data_location_id_lt?: number;
                /** @description Whether it is there, and how its deletion stands. Repeated: any of them. */
                status?: ("present" | "staged" | "deletion_possible" | "deletion_scheduled" | "deletion_in_progress" | "deleted" | "deletion_failed")[];
                /** @description Its created_at. Repeated: any of them. */
                created_at?: string[];
                /** @description Its created_at. From here on. */
                created_at_gte?: string;
                /** @description Its created_at. Before this, which is excluded. */
                created_at_lt?: string;
                /** @description sort by this column, with - descending; default -created_at */
                order?: "created_at" | "-created_at";
                /** @description rows in a page, at most 500; unless told 50, and in an export as many as it can hold */
                limit?: number;
                /** @description ok: answer from the replica alone when the buffer is out of reach */
                stale?: "ok";
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description only these members of each item, repeated or separated by commas; the id is always there */
                fields?: ("id" | "type" | "data_location_id" | "status" | "checksum" | "verified_at" | "gone_at" | "created_at" | "updated_at")[];
                /** @description related records to show with it, by commas: data_location, raw_data_file_physical_copy, raw_data_package_physical_copy, data_transfer_package_physical_copy */
                expand?: string[];
                /** @description true: also count the records on all pages together */
                total?: "true" | "false";
                /** @description csv, ndjson: an export of the list; default what Accept asks for, else json */
                format?: "json" | "csv" | "ndjson";
            };
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page, or an export. */
            200: {
                headers: {
                    "OpsDB-Overlay": components["headers"]["OpsDB-Overlay"];
                    "OpsDB-Replica-Age": components["headers"]["OpsDB-Replica-Age"];
                    "OpsDB-Complete": components["headers"]["OpsDB-Complete"];
                    "OpsDB-Next-Cursor": components["headers"]["OpsDB-Next-Cursor"];
                    "OpsDB-Total": components["headers"]["OpsDB-Total"];
                    Link: components["headers"]["Link"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description with fields= only the members it names */
                        items: {
                            /** Format: uuid */
                            id: string;
                            /**
                             * @description The table that says what it is a copy of: it has a record of the same id.
                             * @enum {string}
                             */
                            type: "raw_data_file_physical_copy" | "raw_data_package_physical_copy" | "data_transfer_package_physical_copy";
                            /** @description Where it lies. */
                            data_location_id: number;
                            /**
                             * @description Whether it is there, and how its deletion stands.
                             * @enum {string}
                             */
                            status: "present" | "staged" | "deletion_possible" | "deletion_scheduled" | "deletion_in_progress" | "deleted" | "deletion_failed";
                            checksum: string | null;
                            verified_at: string | null;
                            gone_at: string | null;
                            created_at: string;
                            updated_at: string;
                            /** @description with expand=data_location: A place within a site where files lie. */
                            data_location?: components["schemas"]["data_location"] | null;
                            /** @description with expand=raw_data_file_physical_copy: A copy of a raw data file. */
                            raw_data_file_physical_copy?: components["schemas"]["raw_data_file_physical_copy"] | null;
                            /** @description with expand=raw_data_package_physical_copy: A copy of a raw data package. */
                            raw_data_package_physical_copy?: components["schemas"]["raw_data_package_physical_copy"] | null;
                            /** @description with expand=data_transfer_package_physical_copy: A copy of a data transfer package. */
                            data_transfer_package_physical_copy?: components["schemas"]["data_transfer_package_physical_copy"] | null;
                        }[];
                        /** @description cursor of the next page; null when this page ends the list */
                        next_cursor: string | null;
                        /** @description this page ends the list and nothing that could belong to it was out of reach */
                        complete: boolean;
                        /** @description records of this page with unreplicated changes */
                        pending: {
                            [key: string]: "buffered" | "held" | "applied" | "replicated" | "dead" | "discarded";
                        };
                        /** @description with total=true: records on all pages together */
                        total?: number;
                    };
                    "text/csv": string;
                    "application/x-ndjson": string;
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "transfer-physical-copies-create": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call repeatable: sent again with the same key and body, it answers as it did the first time. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description The table that says what it is a copy of: it has a record of the same id.
                     * @constant
                     */
                    type: "raw_data_file_physical_copy";
                    /** @description Where it lies. */
                    data_location_id: number;
                    checksum?: string | null;
                    verified_at?: string | null;
                    /** Format: uuid */
                    id?: string;
                    /**
                     * Format: uuid
                     * @description The file.
                     */
                    raw_data_file_id: string;
                    /**
                     * @description present unless it is said
                     * @enum {string}
                     */
                    status?: "present" | "staged";
                } | {
                    /**
                     * @description The table that says what it is a copy of: it has a record of the same id.
                     * @constant
                     */
                    type: "raw_data_package_physical_copy";
                    /** @description Where it lies. */
                    data_location_id: number;
                    checksum?: string | null;
                    verified_at?: string | null;
                    /** Format: uuid */
                    id?: string;
                    /**
                     * Format: uuid
                     * @description The package.
                     */
                    raw_data_package_id: string;
                    /**
                     * @description present unless it is said
                     * @enum {string}
                     */
                    status?: "present" | "staged";
                } | {
                    /**
                     * @description The table that says what it is a copy of: it has a record of the same id.
                     * @constant
                     */
                    type: "data_transfer_package_physical_copy";
                    /** @description Where it lies. */
                    data_location_id: number;
                    checksum?: string | null;
                    verified_at?: string | null;
                    /** Format: uuid */
                    id?: string;
                    /**
                     * Format: uuid
                     * @description The bundle.
                     */
                    data_transfer_package_id: string;
                    /**
                     * @description present unless it is said
                     * @enum {string}
                     */
                    status?: "present" | "staged";
                };
            };
        };
        responses: {
            /** @description It is durable: on this site (buffered) or on main (applied). */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["receipt"];
                };
            };
        };
    };
    "transfer-raw-packages": {
        parameters: {
            query?: {
                /** @description Its id. Repeated: any of them. */
                id?: string[];
                /** @description Unique within its execution and module. Repeated: any of them. */
                name?: string[];
                /** @description The execution whose files it holds. Repeated: any of them. */
                executed_obs_unit_id?: string[];
                /** @description The module that produced them. Repeated: any of them. */
                instrument_module_id?: number[];
                /** @description The module that produced them. From here on. */
                instrument_module_id_gte?: number;
                /** @description The module that produced them. Before this, which is excluded. */
                instrument_module_id_lt?: number;
                /** @description The bundle it crosses the link in; null until it is bundled. Repeated: any of them; null: none. */
                data_transfer_package_id?: ("null" | string)[];
                /** @description pending: scheduled to be built. Repeated: any of them. */
                status?: ("pending" | "scheduled" | "in_progress" | "completed" | "failed")[];
                /** @description Where it is on its way to the archives. Repeated: any of them. */
                state?: ("waiting" | "transferring" | "archived" | "failed")[];
                /** @description Its created_at. Repeated: any of them. */
                created_at?: string[];
                /** @description Its created_at. From here on. */
                created_at_gte?: string;
                /** @description Its created_at. Before this, which is excluded. */
                created_at_lt?: string;
                /** @description records in which name contains this text, be it in upper or lower case; 2 to 200 characters, none of which stands for another */
                q?: string;
                /** @description sort by this column, with - descending; default -created_at */
                order?: "created_at" | "-created_at";
                /** @description rows in a page, at most 500; unless told 50, and in an export as many as it can hold */
                limit?: number;
                /** @description ok: answer from the replica alone when the buffer is out of reach */
                stale?: "ok";
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description only these members of each item, repeated or separated by commas; the id is always there */
                fields?: ("id" | "name" | "executed_obs_unit_id" | "instrument_module_id" | "data_transfer_package_id" | "relative_path" | "size_bytes" | "checksum" | "status" | "state" | "retry_count" | "created_at" | "updated_at")[];
                /** @description related records to show with it, by commas: executed_obs_unit, instrument_module, data_transfer_package, long_term_archive_transfers, raw_data_package_physical_copies */
                expand?: string[];
                /** @description true: also count the records on all pages together */
                total?: "true" | "false";
                /** @description csv, ndjson: an export of the list; default what Accept asks for, else json */
                format?: "json" | "csv" | "ndjson";
            };
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page, or an export. */
            200: {
                headers: {
                    "OpsDB-Overlay": components["headers"]["OpsDB-Overlay"];
                    "OpsDB-Replica-Age": components["headers"]["OpsDB-Replica-Age"];
                    "OpsDB-Complete": components["headers"]["OpsDB-Complete"];
                    "OpsDB-Next-Cursor": components["headers"]["OpsDB-Next-Cursor"];
                    "OpsDB-Total": components["headers"]["OpsDB-Total"];
                    Link: components["headers"]["Link"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description with fields= only the members it names */
                        items: {
                            /** Format: uuid */
                            id: string;
                            /** @description Unique within its execution and module. */
                            name: string;
                            /**
                             * Format: uuid
                             * @description The execution whose files it holds.
                             */
                            executed_obs_unit_id: string;
                            /** @description The module that produced them. */
                            instrument_module_id: number;
                            data_transfer_package_id: string | null;
                            relative_path: string | null;
                            size_bytes: number | null;
                            checksum: string | null;
                            /**
                             * @description pending: scheduled to be built.
                             * @enum {string}
                             */
                            status: "pending" | "scheduled" | "in_progress" | "completed" | "failed";
                            /**
                             * @description Where it is on its way to the archives.
                             * @enum {string}
                             */
                            state: "waiting" | "transferring" | "archived" | "failed";
                            /** @description How often building it was tried again. */
                            retry_count: number;
                            created_at: string;
                            updated_at: string;
                            /** @description with expand=executed_obs_unit: One execution of an observation unit: when, how it ended, under which conditions. */
                            executed_obs_unit?: components["schemas"]["executed_obs_unit"] | null;
                            /** @description with expand=instrument_module: A module of an instrument: the level at which data are produced. */
                            instrument_module?: components["schemas"]["instrument_module"] | null;
                            /** @description with expand=data_transfer_package: A bundle of raw data packages that crosses the long link as one. */
                            data_transfer_package?: components["schemas"]["data_transfer_package"] | null;
                            /** @description with expand=long_term_archive_transfers: the first 20 */
                            long_term_archive_transfers?: components["schemas"]["long_term_archive_transfer"][];
                            /** @description with expand=long_term_archive_transfers: how many there are */
                            long_term_archive_transfers_count?: number;
                            /** @description with expand=raw_data_package_physical_copies: the first 20 */
                            raw_data_package_physical_copies?: components["schemas"]["raw_data_package_physical_copy"][];
                            /** @description with expand=raw_data_package_physical_copies: how many there are */
                            raw_data_package_physical_copies_count?: number;
                        }[];
                        /** @description cursor of the next page; null when this page ends the list */
                        next_cursor: string | null;
                        /** @description this page ends the list and nothing that could belong to it was out of reach */
                        complete: boolean;
                        /** @description records of this page with unreplicated changes */
                        pending: {
                            [key: string]: "buffered" | "held" | "applied" | "replicated" | "dead" | "discarded";
                        };
                        /** @description with total=true: records on all pages together */
                        total?: number;
                    };
                    "text/csv": string;
                    "application/x-ndjson": string;
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "transfer-routes-by-id": {
        parameters: {
            query?: {
                /** @description ok: answer from the replica alone when the buffer is out of reach */
                stale?: "ok";
                /** @description related records to show with it, by commas: origin_site, destination_site, relay_site, origin_location, destination_location */
                expand?: string[];
            };
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The record. */
            200: {
                headers: {
                    "OpsDB-Overlay": components["headers"]["OpsDB-Overlay"];
                    "OpsDB-Replica-Age": components["headers"]["OpsDB-Replica-Age"];
                    "OpsDB-State": components["headers"]["OpsDB-State"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number;
                        /** @description Unique, such as ccat_to_cologne. */
                        name: string;
                        /** @description The site it begins at. */
                        origin_site_id: number;
                        /** @description The site it ends at. */
                        destination_site_id: number;
                        relay_site_id: number | null;
                        origin_location_id: number | null;
                        destination_location_id: number | null;
                        /** @description The program that moves the data. */
                        method: string;
                        /**
                         * @description direct; relay by way of a third site; custom from location to location.
                         * @enum {string}
                         */
                        route_type: "direct" | "relay" | "custom";
                        /** @description In use. */
                        active: boolean;
                        /** @description with expand=origin_site: A place that stores or handles data. */
                        origin_site?: components["schemas"]["site"] | null;
                        /** @description with expand=destination_site: A place that stores or handles data. */
                        destination_site?: components["schemas"]["site"] | null;
                        /** @description with expand=relay_site: A place that stores or handles data. */
                        relay_site?: components["schemas"]["site"] | null;
                        /** @description with expand=origin_location: A place within a site where files lie. */
                        origin_location?: components["schemas"]["data_location"] | null;
                        /** @description with expand=destination_location: A place within a site where files lie. */
                        destination_location?: components["schemas"]["data_location"] | null;
                    };
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "transfer-routes-update": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call repeatable: sent again with the same key and body, it answers as it did the first time. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description The ETag of the record as its own GET answered it: it is changed only if it is still that. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Unique, such as ccat_to_cologne. */
                    name?: string;
                    /** @description The program that moves the data. */
                    method?: string;
                    /** @description In use. */
                    active?: boolean;
                };
            };
        };
        responses: {
            /** @description It is durable: on this site (buffered) or on main (applied). */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["receipt"];
                };
            };
        };
    };
    "transfer-routes-list": {
        parameters: {
            query?: {
                /** @description Its id. Repeated: any of them. */
                id?: number[];
                /** @description Its id. From here on. */
                id_gte?: number;
                /** @description Its id. Before this, which is excluded. */
                id_lt?: number;
                /** @description Unique, such as ccat_to_cologne. Repeated: any of them. */
                name?: string[];
                /** @description The site it begins at. Repeated: any of them. */
                origin_site_id?: number[];
                /** @description The site it begins at. From here on. */
                origin_site_id_gte?: number;
                /** @description The site it begins at. Before this, which is excluded. */
                origin_site_id_lt?: number;
                /** @description The site it ends at. Repeated: any of them. */
                destination_site_id?: number[];
                /** @description The site it ends at. From here on. */
                destination_site_id_gte?: number;
                /** @description The site it ends at. Before this, which is excluded. */
                destination_site_id_lt?: number;
                /** @description direct; relay by way of a third site; custom from location to location. Repeated: any of them. */
                route_type?: ("direct" | "relay" | "custom")[];
                /** @description In use. Repeated: any of them. */
                active?: ("true" | "false")[];
                /** @description sort by this column, with - descending; default -id */
                order?: "id" | "-id" | "name" | "-name";
                /** @description rows in a page, at most 500; unless told 50, and in an export as many as it can hold */
                limit?: number;
                /** @description ok: answer from the replica alone when the buffer is out of reach */
                stale?: "ok";
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description only these members of each item, repeated or separated by commas; the id is always there */
                fields?: ("id" | "name" | "origin_site_id" | "destination_site_id" | "relay_site_id" | "origin_location_id" | "destination_location_id" | "method" | "route_type" | "active")[];
                /** @description related records to show with it, by commas: origin_site, destination_site, relay_site, origin_location, destination_location */
                expand?: string[];
                /** @description true: also count the records on all pages together */
                total?: "true" | "false";
                /** @description csv, ndjson: an export of the list; default what Accept asks for, else json */
                format?: "json" | "csv" | "ndjson";
            };
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page, or an export. */
            200: {
                headers: {
                    "OpsDB-Overlay": components["headers"]["OpsDB-Overlay"];
                    "OpsDB-Replica-Age": components["headers"]["OpsDB-Replica-Age"];
                    "OpsDB-Complete": components["headers"]["OpsDB-Complete"];
                    "OpsDB-Next-Cursor": components["headers"]["OpsDB-Next-Cursor"];
                    "OpsDB-Total": components["headers"]["OpsDB-Total"];
                    Link: components["headers"]["Link"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description with fields= only the members it names */
                        items: {
                            id: number;
                            /** @description Unique, such as ccat_to_cologne. */
                            name: string;
                            /** @description The site it begins at. */
                            origin_site_id: number;
                            /** @description The site it ends at. */
                            destination_site_id: number;
                            relay_site_id: number | null;
                            origin_location_id: number | null;
                            destination_location_id: number | null;
                            /** @description The program that moves the data. */
                            method: string;
                            /**
                             * @description direct; relay by way of a third site; custom from location to location.
                             * @enum {string}
                             */
                            route_type: "direct" | "relay" | "custom";
                            /** @description In use. */
                            active: boolean;
                            /** @description with expand=origin_site: A place that stores or handles data. */
                            origin_site?: components["schemas"]["site"] | null;
                            /** @description with expand=destination_site: A place that stores or handles data. */
                            destination_site?: components["schemas"]["site"] | null;
                            /** @description with expand=relay_site: A place that stores or handles data. */
                            relay_site?: components["schemas"]["site"] | null;
                            /** @description with expand=origin_location: A place within a site where files lie. */
                            origin_location?: components["schemas"]["data_location"] | null;
                            /** @description with expand=destination_location: A place within a site where files lie. */
                            destination_location?: components["schemas"]["data_location"] | null;
                        }[];
                        /** @description cursor of the next page; null when this page ends the list */
                        next_cursor: string | null;
                        /** @description this page ends the list and nothing that could belong to it was out of reach */
                        complete: boolean;
                        /** @description records of this page with unreplicated changes */
                        pending: {
                            [key: string]: "buffered" | "held" | "applied" | "replicated" | "dead" | "discarded";
                        };
                        /** @description with total=true: records on all pages together */
                        total?: number;
                    };
                    "text/csv": string;
                    "application/x-ndjson": string;
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "transfer-routes-create": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call repeatable: sent again with the same key and body, it answers as it did the first time. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Unique, such as ccat_to_cologne. */
                    name: string;
                    /** @description The site it begins at. */
                    origin_site_id: number;
                    /** @description The site it ends at. */
                    destination_site_id: number;
                    relay_site_id?: number | null;
                    origin_location_id?: number | null;
                    destination_location_id?: number | null;
                    /** @description The program that moves the data. */
                    method?: string;
                    /**
                     * @description direct; relay by way of a third site; custom from location to location.
                     * @enum {string}
                     */
                    route_type?: "direct" | "relay" | "custom";
                    /** @description In use. */
                    active?: boolean;
                };
            };
        };
        responses: {
            /** @description It is durable: on this site (buffered) or on main (applied). */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["receipt"];
                };
            };
        };
    };
    "user_preferences-get": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The settings. */
            200: {
                headers: {
                    "OpsDB-Overlay": components["headers"]["OpsDB-Overlay"];
                    "OpsDB-Replica-Age": components["headers"]["OpsDB-Replica-Age"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "user_preferences-put": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call repeatable: sent again with the same key and body, it answers as it did the first time. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description They are kept. */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["receipt"];
                };
            };
        };
    };
    "visibility-heatmap": {
        parameters: {
            query: {
                source_id: number;
                /** @description this year unless told */
                year?: number;
                /** @description lowest elevation [deg]; 20 unless told, the telescope's own */
                elevation_min_deg?: number;
                /** @description highest elevation [deg]; 90 unless told */
                elevation_max_deg?: number;
                /** @description distance to the Sun [deg]; 45 unless told, the exclusion of the telescope, and not less */
                sun_separation_deg?: number;
                /** @description distance to the Moon [deg]; 20 unless told; 0: it does not matter */
                moon_separation_deg?: number;
                /** @description ok: answer from the replica alone when the buffer is out of reach */
                stale?: "ok";
            };
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The year, a row per day. */
            200: {
                headers: {
                    "OpsDB-Overlay": components["headers"]["OpsDB-Overlay"];
                    "OpsDB-Replica-Age": components["headers"]["OpsDB-Replica-Age"];
                    "OpsDB-Cache": components["headers"]["OpsDB-Cache"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        source: {
                            id: number;
                            name: string;
                            type: string;
                        };
                        year: number;
                        /** @description date of the first row; each of the others is the next day */
                        first_day: string;
                        limits: {
                            elevation_min_deg: number;
                            elevation_max_deg: number;
                            sun_separation_deg: number;
                            moon_separation_deg: number;
                        };
                        /** @description for each day of the year (UTC) 24 hours (UTC): the part in which it can be observed, 0 to 1 */
                        observable: number[][];
                        /** @description for the same days and hours, how high the telescope then points at most; null where it cannot be observed */
                        max_elevation_deg: (number | null)[][];
                    };
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "visibility-of-source": {
        parameters: {
            query?: {
                /** @description the observing day that begins at 16:00 UTC (noon in Chile) on this date, or tonight; tonight unless from and to are told */
                night?: string;
                /** @description beginning of a time of at most 31 days */
                from?: string;
                /** @description its end */
                to?: string;
                /** @description step of the curve [s]; 300 unless told; it has at most 1441 points */
                step_s?: number;
                /** @description lowest elevation [deg]; 20 unless told, the telescope's own */
                elevation_min_deg?: number;
                /** @description highest elevation [deg]; 90 unless told */
                elevation_max_deg?: number;
                /** @description distance to the Sun [deg]; 45 unless told, the exclusion of the telescope, and not less */
                sun_separation_deg?: number;
                /** @description distance to the Moon [deg]; 20 unless told; 0: it does not matter */
                moon_separation_deg?: number;
                /** @description ok: answer from the replica alone when the buffer is out of reach */
                stale?: "ok";
            };
            header?: {
                /** @description The ETag of the answer you have: 304 says that it still holds. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                source_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is known of that time. All times are UTC. */
            200: {
                headers: {
                    "OpsDB-Overlay": components["headers"]["OpsDB-Overlay"];
                    "OpsDB-Replica-Age": components["headers"]["OpsDB-Replica-Age"];
                    "OpsDB-Cache": components["headers"]["OpsDB-Cache"];
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        source: {
                            id: number;
                            name: string;
                            type: string;
                        };
                        /** @description date of the evening; null when from and to were told */
                        night: string | null;
                        from: string;
                        to: string;
                        limits: {
                            elevation_min_deg: number;
                            elevation_max_deg: number;
                            sun_separation_deg: number;
                            moon_separation_deg: number;
                        };
                        /** @description the next sunset, end of evening and beginning of morning twilight (-18 deg), and sunrise */
                        sun: {
                            set: string | null;
                            dusk: string | null;
                            dawn: string | null;
                            rise: string | null;
                        };
                        /** @description when it next comes above horizon_deg; null when it stays above or below all day */
                        rise: string | null;
                        /** @description when it next crosses the meridian at its highest */
                        transit: string | null;
                        /** @description when it next goes below horizon_deg */
                        set: string | null;
                        transit_elevation_deg: number | null;
                        /** @description elevation of rise and set: the lowest allowed; of an area its own */
                        horizon_deg: number;
                        stays: ("above" | "below") | null;
                        /** @description length of all windows together */
                        observable_s: number;
                        /** @description when it can be observed, to the second, and how high the telescope then points at most */
                        windows: {
                            from: string;
                            to: string;
                            duration_s: number;
                            max_elevation_deg: number;
                        }[];
                        /** @description when it cannot, and everything that is in the way; too_short: it could, for less than a minute */
                        gaps: {
                            from: string;
                            to: string;
                            reasons: ("below_elevation" | "above_elevation" | "near_sun" | "near_moon" | "too_short")[];
                        }[];
                        step_s: number;
                        /** @description the path, one list per quantity, all of the same length */
                        curve: {
                            time: string[];
                            /** @description from north (0) through east (90), 0 to 360 */
                            azimuth_deg: number[];
                            /** @description above the horizon, without refraction */
                            elevation_deg: number[];
                            /** @description distance to the Sun */
                            sun_separation_deg: number[];
                            /** @description distance to the Moon */
                            moon_separation_deg: number[];
                        };
                    };
                };
            };
            /** @description The answer you have still holds. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "visibility-precalculate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description from tonight on; VISIBILITY_NIGHTS unless told */
                    nights?: number;
                    /** @description these sources only; all in use unless told */
                    source_ids?: number[];
                };
            };
        };
        responses: {
            /** @description What has been worked out, and what is left. One piece is one source in one night. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description dates of the evenings, tonight first */
                        nights: string[];
                        sources: number;
                        /** @description pieces that were kept already */
                        before: number;
                        /** @description pieces worked out now */
                        computed: number;
                        /** @description pieces left for the next call */
                        left: number;
                        complete: boolean;
                        /** @description sources whose position cannot be computed */
                        without_position: number[];
                    };
                };
            };
        };
    };
}
