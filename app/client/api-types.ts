// Made from the OpenAPI document: npx vitest run tests/client -u

export type paths = {
    "/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What this service is; browsers are sent to the console */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Name, version, institutions, where to go */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            endpoints: {
                                docs: string;
                                health: string;
                                predict: string;
                            };
                            institutions: string[];
                            message: string;
                            version: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/audit/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Check the whole chain: edited, deleted, inserted and reordered rows are found */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What was found */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Kept elsewhere, it proves later that no row is gone */
                            head: string | null;
                            intact: boolean;
                            problem_count: number;
                            problems: {
                                kind: string;
                                problem: string;
                                seq: number;
                            }[];
                            rows: number;
                        };
                    };
                };
                /** @description Token or session invalid or missing */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not an administrator, or a session without its token */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A part the answer needs is down; nothing was done */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/clients": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Registered systems, revoked ones too */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Registrations, latest first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            clients: components["schemas"]["TrustedClient"][];
                        };
                    };
                };
                /** @description Token or session invalid or missing */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not an administrator, or a session without its token */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A part the answer needs is down; nothing was done */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Register a system that signs its requests (docs/clients.md) */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["TrustedClientOrder"];
                };
            };
            responses: {
                /** @description The registration */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TrustedClient"];
                    };
                };
                /** @description JSON too deep or too wide */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Token or session invalid or missing */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not an administrator, or a session without its token */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A system with this name, or this issuer and tenant, is registered */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Body too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Invalid request */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ValidationProblem"];
                    };
                };
                /** @description Too many requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A part the answer needs is down; nothing was done */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/clients/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke a registration at once, with the tokens it was given */
        delete: {
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
                /** @description The revoked registration */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TrustedClient"];
                    };
                };
                /** @description Token or session invalid or missing */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not an administrator, or a session without its token */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No such registration */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description It is revoked */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Invalid request */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ValidationProblem"];
                    };
                };
                /** @description Too many requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A part the answer needs is down; nothing was done */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/drift": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the last drift check found, by institution */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The findings */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DriftReport"];
                    };
                };
                /** @description Token or session invalid or missing */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not an administrator, or a session without its token */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Drift was never checked */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A part the answer needs is down; nothing was done */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/drift/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Compare what was served with training, and returned outcomes with their probabilities */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The findings; whether a retraining was started, as DRIFT_RETRAIN says */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DriftReport"] & {
                            retraining: boolean;
                        };
                    };
                };
                /** @description Token or session invalid or missing */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not an administrator, or a session without its token */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A part the answer needs is down; nothing was done */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All keys, ended ones too; never the key itself */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Keys, latest first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            keys: components["schemas"]["ApiKey"][];
                        };
                    };
                };
                /** @description Token or session invalid or missing */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not an administrator, or a session without its token */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A part the answer needs is down; nothing was done */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Make a key for an institution */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["KeyOrder"];
                };
            };
            responses: {
                /** @description The key, shown this once */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["NewApiKey"];
                    };
                };
                /** @description JSON too deep or too wide */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Token or session invalid or missing */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not an administrator, or a session without its token */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Body too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Invalid request */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ValidationProblem"];
                    };
                };
                /** @description Too many requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A part the answer needs is down; nothing was done */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke a key at once */
        delete: {
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
                /** @description The revoked key */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ApiKey"];
                    };
                };
                /** @description Token or session invalid or missing */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not an administrator, or a session without its token */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No such key */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The key has ended, or it comes from the environment and is changed there */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Invalid request */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ValidationProblem"];
                    };
                };
                /** @description Too many requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A part the answer needs is down; nothing was done */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/keys/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Replace a key: a new one for the same purpose; the old one ends at the time given */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["KeyRotation"];
                };
            };
            responses: {
                /** @description The new key, shown this once, and the old one */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            new: components["schemas"]["NewApiKey"];
                            old: components["schemas"]["ApiKey"];
                        };
                    };
                };
                /** @description JSON too deep or too wide */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Token or session invalid or missing */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not an administrator, or a session without its token */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No such key */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The key has ended, or it comes from the environment and is changed there */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Body too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Invalid request */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ValidationProblem"];
                    };
                };
                /** @description Too many requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A part the answer needs is down; nothing was done */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Kept versions of the model, newest first */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Versions */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            models: components["schemas"]["ModelVersion"][];
                        };
                    };
                };
                /** @description Token or session invalid or missing */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not an administrator, or a session without its token */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A part the answer needs is down; nothing was done */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/models/{version}/promote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Judge a kept version and the serving one on the same held-out patients; it serves only if every rule of the gate passes */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    version: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The decision, whichever it is */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PromotionDecision"];
                    };
                };
                /** @description Token or session invalid or missing */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not an administrator, or a session without its token */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No such version */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Another version is being judged, or the patients are too few to judge on */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Invalid request */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ValidationProblem"];
                    };
                };
                /** @description Too many requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A part the answer needs is down; nothing was done */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/models/{version}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuse a kept version for good: no promotion takes it any more */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    version: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description Kept in the audit trail for ever: name no patient
                         * @example Trained while one ward was closed
                         */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description The refusal */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PromotionDecision"];
                    };
                };
                /** @description JSON too deep or too wide */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Token or session invalid or missing */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not an administrator, or a session without its token */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No such version */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description It is the one that serves */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Body too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Invalid request */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ValidationProblem"];
                    };
                };
                /** @description Too many requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A part the answer needs is down; nothing was done */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/models/{version}/serve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Roll back: serve a kept version again */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    version: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The version now served */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ModelVersion"];
                    };
                };
                /** @description Token or session invalid or missing */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not an administrator, or a session without its token */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No such version */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Invalid request */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ValidationProblem"];
                    };
                };
                /** @description Too many requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A part the answer needs is down; nothing was done */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/models/compare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Judge two kept versions on the same held-out patients now; nothing is decided */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ModelComparisonOrder"];
                };
            };
            responses: {
                /** @description Both evaluations, the first minus the second, and what the gate would say */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ModelComparison"];
                    };
                };
                /** @description JSON too deep or too wide */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Token or session invalid or missing */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not an administrator, or a session without its token */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No such version */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Another version is being judged, or there are too few patients to judge on */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Body too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Invalid request */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ValidationProblem"];
                    };
                };
                /** @description Too many requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A part the answer needs is down; nothing was done */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/retrain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Train a candidate; it is served only if it passes the promotion gate */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description own: the configured table or the stored patients; public: the table the shipped model learned from, as long as the model in service comes from it
                         * @default own
                         * @enum {string}
                         */
                        data?: "own" | "public";
                        /** @description Most patients to train on, drawn at random where there are more */
                        n_patients?: number;
                        /**
                         * @description False: keep the candidate for a person to decide on; nothing else is served
                         * @default true
                         */
                        promote?: boolean;
                    };
                };
            };
            responses: {
                /** @description Started */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            n_patients: number;
                            /** @enum {string} */
                            status: "started";
                        };
                    };
                };
                /** @description JSON too deep or too wide */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Token or session invalid or missing */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not an administrator, or a session without its token */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Training is already running */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Body too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Invalid request */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ValidationProblem"];
                    };
                };
                /** @description Too many requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A part the answer needs is down; nothing was done */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/retrain/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancel the training that is running */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Cancelled */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            status: "cancelled";
                        };
                    };
                };
                /** @description Token or session invalid or missing */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not an administrator, or a session without its token */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No training is running in this process */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A part the answer needs is down; nothing was done */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/retrain/data": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What there is to train on; whether it is enough is found when it is read */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The choice */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TrainingData"];
                    };
                };
                /** @description Token or session invalid or missing */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not an administrator, or a session without its token */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A part the answer needs is down; nothing was done */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/retrain/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The last training: running or how it ended */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Status */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TrainingStatus"];
                    };
                };
                /** @description Token or session invalid or missing */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A session without its token, or from another origin */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A part the answer needs is down; nothing was done */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All users */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Users */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            users: {
                                id: number;
                                institution_id: string | null;
                                /** @enum {string} */
                                role: "admin" | "user";
                                username: string;
                            }[];
                        };
                    };
                };
                /** @description Token or session invalid or missing */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not an administrator, or a session without its token */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A part the answer needs is down; nothing was done */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Create a user */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewUser"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            institution_id: string | null;
                            /** @enum {string} */
                            role: "admin" | "user";
                            /** @enum {string} */
                            status: "created";
                            username: string;
                        };
                    };
                };
                /** @description Role unknown */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Token or session invalid or missing */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not an administrator, or a session without its token */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Name taken */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Body too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Invalid request */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ValidationProblem"];
                    };
                };
                /** @description Too many requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A part the answer needs is down; nothing was done */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete a user; his tokens end at once */
        delete: {
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
                /** @description Deleted */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            status: "deleted";
                            username: string;
                        };
                    };
                };
                /** @description Your own account */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Token or session invalid or missing */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not an administrator, or a session without its token */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No such user */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Invalid request */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ValidationProblem"];
                    };
                };
                /** @description Too many requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A part the answer needs is down; nothing was done */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users/{id}/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set a user's password; his sessions and tokens end at once */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewPassword"];
                };
            };
            responses: {
                /** @description Changed */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            status: "changed";
                        };
                    };
                };
                /** @description JSON too deep or too wide */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Token or session invalid or missing */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not an administrator, or a session without its token */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No such user */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Body too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Invalid request */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ValidationProblem"];
                    };
                };
                /** @description Too many requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A part the answer needs is down; nothing was done */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Rows of your institution, latest first; for administrators those of all */
        get: {
            parameters: {
                query?: {
                    actor?: string;
                    /** @description The next_cursor of the page before */
                    cursor?: string;
                    /** @description From this time on */
                    from?: string;
                    /** @description For administrators; others see their own institution alone */
                    institution_id?: string;
                    kind?: "prediction" | "human-decision" | "outcome-corrected" | "patient-read" | "patients-read" | "login" | "logout" | "password-changed" | "user-created" | "user-deleted" | "key-created" | "key-rotated" | "key-revoked" | "client-created" | "client-revoked" | "token-issued" | "promotion" | "model-served" | "audit-exported";
                    limit?: number;
                    /** @description A prediction's own row, and those about it */
                    prediction_id?: string;
                    /** @description A patient's rows, by his pseudonym */
                    pseudonym?: string;
                    /** @description Before this time */
                    to?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page of rows */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            next_cursor: string | null;
                            rows: components["schemas"]["AuditRow"][];
                        };
                    };
                };
                /** @description Token or session invalid or missing */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No usable credential, or one bound to no institution */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Invalid request */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ValidationProblem"];
                    };
                };
                /** @description Too many requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A part the answer needs is down; nothing was done */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/{prediction_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The audit row of a prediction of your institution */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    prediction_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The row */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AuditRow"];
                    };
                };
                /** @description Token or session invalid or missing */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No usable credential, or one bound to no institution */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No such row at this institution */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Invalid request */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ValidationProblem"];
                    };
                };
                /** @description Too many requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A part the answer needs is down; nothing was done */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same rows, all of them, a JSON object a line; the export has a row of its own */
        get: {
            parameters: {
                query?: {
                    actor?: string;
                    /** @description From this time on */
                    from?: string;
                    /** @description For administrators; others see their own institution alone */
                    institution_id?: string;
                    kind?: "prediction" | "human-decision" | "outcome-corrected" | "patient-read" | "patients-read" | "login" | "logout" | "password-changed" | "user-created" | "user-deleted" | "key-created" | "key-rotated" | "key-revoked" | "client-created" | "client-revoked" | "token-issued" | "promotion" | "model-served" | "audit-exported";
                    /** @description A prediction's own row, and those about it */
                    prediction_id?: string;
                    /** @description A patient's rows, by his pseudonym */
                    pseudonym?: string;
                    /** @description Before this time */
                    to?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Rows, latest first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/x-ndjson": string;
                    };
                };
                /** @description Token or session invalid or missing */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No usable credential, or one bound to no institution */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Invalid request */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ValidationProblem"];
                    };
                };
                /** @description Too many requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A part the answer needs is down; nothing was done */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Get a token, valid for 8 hours */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Login"];
                };
            };
            responses: {
                /** @description The token */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            role: string;
                            token: string;
                            username: string;
                        };
                    };
                };
                /** @description JSON too deep or too wide */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Wrong name or password */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Body too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Invalid request */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ValidationProblem"];
                    };
                };
                /** @description Too many failed logins */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who this token or session is */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The user */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            institution_id: string | null;
                            role: string;
                            username: string;
                        };
                    };
                };
                /** @description Token or session invalid or missing */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A session without its token, or from another origin */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A part the answer needs is down; nothing was done */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/oidc": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sign in at the identity provider: open it in the browser, do not fetch it */
        get: {
            parameters: {
                query?: {
                    return_to?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description To the identity provider */
                302: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Plain HTTP from another machine */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No identity provider is configured for browsers */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Invalid request */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ValidationProblem"];
                    };
                };
                /** @description The identity provider cannot be reached */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/oidc/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where the identity provider sends the browser back to */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description To the console; with ?sign_in=expired, failed, no-role or unreachable where nobody signed in */
                302: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description No identity provider is configured for browsers */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change your password; all your sessions and tokens end, and this session gets a new id */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PasswordChange"];
                };
            };
            responses: {
                /** @description Changed; the new session, where a session asked */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            session: components["schemas"]["Session"] | null;
                            /** @enum {string} */
                            status: "changed";
                        };
                    };
                };
                /** @description JSON too deep or too wide */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No usable credential, or the current password is wrong */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A session without its token, or from another origin */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The password is kept by the identity provider */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Body too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Invalid request */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ValidationProblem"];
                    };
                };
                /** @description Too many requests or wrong passwords */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A part the answer needs is down; nothing was done */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This browser's session, and how one may sign in */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The session; null where there is none */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            session: components["schemas"]["Session"] | null;
                            sign_in: {
                                /** @description Where the browser goes for it */
                                oidc: string | null;
                                /** @enum {boolean} */
                                password: true;
                            };
                        };
                    };
                };
            };
        };
        put?: never;
        /** Sign a browser in: the session is in a cookie that no script can read */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Login"];
                };
            };
            responses: {
                /** @description The session */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            session: components["schemas"]["Session"];
                        };
                    };
                };
                /** @description Plain HTTP from another machine, or JSON too deep or too wide */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Wrong name or password */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Asked by another origin */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Body too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Invalid request */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ValidationProblem"];
                    };
                };
                /** @description Too many failed logins */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Sign out: the session ends at once, for all replicas */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Signed out */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Where the browser may end its session at the identity provider too */
                            provider_sign_out: string | null;
                            /** @enum {string} */
                            status: "signed-out";
                        };
                    };
                };
                /** @description Token or session invalid or missing */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A session without its token, or from another origin */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A part the answer needs is down; nothing was done */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/data/ingest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Store FHIR R4 resources; direct identifiers are dropped, ids become pseudonyms, and a bad record does not fail the others */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/fhir+json": components["schemas"]["FhirBundle"] | components["schemas"]["FhirResource"][];
                    "application/fhir+ndjson": string;
                    "application/json": components["schemas"]["FhirResource"][];
                };
            };
            responses: {
                /** @description What became of each record */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["IngestReport"];
                    };
                };
                /** @description JSON too deep or too wide */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Token or session invalid or missing */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No usable credential, or one bound to no institution */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Body too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Invalid request */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ValidationProblem"];
                    };
                };
                /** @description Too many requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A part the answer needs is down; nothing was done */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/institutions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The institutions, with the number of patients each has stored here */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Institutions */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            institutions: {
                                id: string;
                                location: string;
                                name: string;
                                patient_count: number;
                            }[];
                        };
                    };
                };
                /** @description Token or session invalid or missing */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No usable credential */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A part the answer needs is down; nothing was done */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/model/info": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The model in service: what it is, how good it is, its card */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The model */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            calibration: {
                                /** @enum {string} */
                                method: "prior" | "isotonic";
                            };
                            card: components["schemas"]["ModelCard"];
                            features: string[];
                            model_exists: boolean;
                            model_path: string;
                            model_type: string;
                            n_estimators: number;
                            name: string;
                            /** @description What no version of this model ever sees of a patient */
                            not_considered: ("which-diagnoses" | "which-medications" | "laboratory-values" | "vital-signs" | "procedures" | "length-of-stay" | "functional-status" | "living-situation" | "discharge-destination" | "follow-up-arranged")[];
                            roc_auc: number | null;
                            /** Format: date-time */
                            serving_since: string | null;
                            sha256: string;
                            /** @description Lowest calibrated probability of MEDIUM and HIGH */
                            thresholds: {
                                high: number;
                                medium: number;
                            };
                            training_status: {
                                running: boolean;
                            } & {
                                [key: string]: unknown;
                            };
                            version: string;
                        };
                    };
                };
                /** @description Token or session invalid or missing */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A session without its token, or from another origin */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A part the answer needs is down; nothing was done */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{version}/evaluation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** ROC, reliability, levels and subgroups of a version, as measured when it was judged */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    version: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The evaluation */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ModelEvaluation"];
                    };
                };
                /** @description Token or session invalid or missing */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A session without its token, or from another origin */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No such version, or nothing is kept of it */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Invalid request */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ValidationProblem"];
                    };
                };
                /** @description Too many requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A part the answer needs is down; nothing was done */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/outcomes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tell what became of a patient; telling it again changes nothing */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Outcome"];
                };
            };
            responses: {
                /** @description What became of it */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OutcomeResult"];
                    };
                };
                /** @description JSON too deep or too wide */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Token or session invalid or missing */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No usable credential, or one that is no institution's */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No such prediction of this institution, or it is too old */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Observed before the 30 days of the prediction can be judged, or in the future */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Body too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Invalid request */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ValidationProblem"];
                    };
                };
                /** @description Too many requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A part the answer needs is down; nothing was done */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/outcomes/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tell up to 1,000 outcomes; one that cannot be kept does not fail the others */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OutcomeBatch"];
                };
            };
            responses: {
                /** @description A result for each, in order */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            results: components["schemas"]["OutcomeResult"][];
                        };
                    };
                };
                /** @description JSON too deep or too wide */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Token or session invalid or missing */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No usable credential, or one that is no institution's */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Body too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Invalid request */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ValidationProblem"];
                    };
                };
                /** @description Too many requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A part the answer needs is down; nothing was done */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Model, training, drift, traffic, and predictions by day and level: of your institution, for administrators of all */
        get: {
            parameters: {
                query?: {
                    days?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The overview */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Overview"];
                    };
                };
                /** @description Token or session invalid or missing */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A session without its token, or from another origin */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Invalid request */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ValidationProblem"];
                    };
                };
                /** @description Too many requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A part the answer needs is down; nothing was done */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/patients": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Stored patients of your institution, by pseudonym */
        get: {
            parameters: {
                query?: {
                    /** @description The next_cursor of the page before */
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page of patients */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            next_cursor: string | null;
                            patients: components["schemas"]["Patient"][];
                        };
                    };
                };
                /** @description Token or session invalid or missing */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No usable credential, or one bound to no institution */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Invalid request */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ValidationProblem"];
                    };
                };
                /** @description Too many requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A part the answer needs is down; nothing was done */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/patients/{pseudonym}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A patient's stays, what the model would see of the latest, and his predictions */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The patient's pseudonym at your institution */
                    pseudonym: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The patient */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            features: components["schemas"]["Features"] | null;
                            /** @description Why there can be no prediction from what is stored */
                            features_missing: string | null;
                            predictions: components["schemas"]["ListedPrediction"][];
                            pseudonym: string;
                            stays: components["schemas"]["Stay"][];
                            stored: boolean;
                        };
                    };
                };
                /** @description Token or session invalid or missing */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No usable credential, or one bound to no institution */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Neither records nor predictions of such a patient at your institution */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Invalid request */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ValidationProblem"];
                    };
                };
                /** @description Too many requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A part the answer needs is down; nothing was done */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/patients/{pseudonym}/predict": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Predict for a stored patient's latest inpatient stay, by his pseudonym */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The patient's pseudonym at your institution */
                    pseudonym: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The prediction, with the stay it is for; patient_id is the pseudonym */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["StoredPrediction"];
                    };
                };
                /** @description Token or session invalid or missing */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No usable credential, or one bound to no institution */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No such patient at your institution */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The stored records do not suffice */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ValidationProblem"];
                    };
                };
                /** @description Too many requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A part the answer needs is down; nothing was done */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/platform": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Links to the tools of the platform, and the plan its deployment carries */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Links, plan and cost; null where the deployment carries none */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            cost: components["schemas"]["PlanCost"] | null;
                            environment: string | null;
                            links: {
                                /** @enum {string} */
                                name: "Grafana" | "MLflow" | "Airflow" | "Kaapana" | "Prometheus";
                                url: string;
                            }[];
                            picture: {
                                /** Format: date-time */
                                changed_at: string;
                                href: string;
                                /** @enum {string} */
                                type: "image/svg+xml" | "text/html";
                            } | null;
                        };
                    };
                };
                /** @description Token or session invalid or missing */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not an administrator, or a session without its token */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A part the answer needs is down; nothing was done */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/platform/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The plan's picture or page, as its deployment carries it */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description SVG or HTML */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "image/svg+xml": string;
                        "text/html": string;
                    };
                };
                /** @description Token or session invalid or missing */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not an administrator, or a session without its token */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The deployment carries none */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A part the answer needs is down; nothing was done */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/predict": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Predict readmission within 30 days. A decision aid for discharge planning, never the sole basis of a decision. Trained on diabetic inpatients of US hospitals, 1999–2008, with five features: AUC about .63. See the model card. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PredictionRequest"];
                };
            };
            responses: {
                /** @description The prediction; its audit row is committed */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Prediction"];
                    };
                };
                /** @description JSON too deep or too wide */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Token or session invalid or missing */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No usable credential, or one of another institution */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Body too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Invalid request */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ValidationProblem"];
                    };
                };
                /** @description Too many requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A part the answer needs is down; nothing was done */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/predict/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Predict for up to 1,000 patients; a bad item does not fail the others */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["BatchPredictionRequest"];
                };
            };
            responses: {
                /** @description A result for each item, in order */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["BatchPrediction"];
                    };
                };
                /** @description JSON too deep or too wide */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Token or session invalid or missing */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No usable credential */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Body too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Invalid request */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ValidationProblem"];
                    };
                };
                /** @description Too many requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A part the answer needs is down; nothing was done */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/predict/patient/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Predict for a stored patient's latest inpatient stay; earlier stays count only before it */
        post: {
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
                /** @description The prediction, with the stay it is for */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["StoredPrediction"];
                    };
                };
                /** @description Token or session invalid or missing */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No usable credential, or one of no institution */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No such patient at this institution */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description The stored records do not suffice */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ValidationProblem"];
                    };
                };
                /** @description Too many requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A part the answer needs is down; nothing was done */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/predictions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Predictions of your institution that outcomes may be told of, latest first */
        get: {
            parameters: {
                query?: {
                    /** @description The next_cursor of the page before */
                    cursor?: string;
                    level?: "LOW" | "MEDIUM" | "HIGH";
                    limit?: number;
                    outcome?: "known" | "open";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page of predictions */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            next_cursor: string | null;
                            predictions: components["schemas"]["ListedPrediction"][];
                        };
                    };
                };
                /** @description Token or session invalid or missing */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No usable credential, or one bound to no institution */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Invalid request */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ValidationProblem"];
                    };
                };
                /** @description Too many requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A part the answer needs is down; nothing was done */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/predictions/{prediction_id}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accept a prediction, or override it with a reason; the latest decision stands */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    prediction_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Decision"];
                };
            };
            responses: {
                /** @description The decision; its audit row is committed */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["HumanAction"];
                    };
                };
                /** @description JSON too deep or too wide */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Token or session invalid or missing */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A session without its token, or from another origin */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No such prediction of your institution, or of yours */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Body too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Invalid request */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ValidationProblem"];
                    };
                };
                /** @description Too many requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A part the answer needs is down; nothing was done */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pseudonyms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The pseudonym of a patient id of yours: ids never are in addresses */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PatientSearch"];
                };
            };
            responses: {
                /** @description The pseudonym, and whether anything is stored under it */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            pseudonym: string;
                            stored: boolean;
                        };
                    };
                };
                /** @description JSON too deep or too wide */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Token or session invalid or missing */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No usable credential, or one bound to no institution */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Body too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Invalid request */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ValidationProblem"];
                    };
                };
                /** @description Too many requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A part the answer needs is down; nothing was done */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/services": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The parts of the platform, checked now */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description State of each part */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            checked_at: string;
                            services: {
                                description: string;
                                docs: string | null;
                                name: string;
                                port: number;
                                /** @enum {string} */
                                status: "healthy" | "unreachable";
                            }[];
                        };
                    };
                };
                /** @description Token or session invalid or missing */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A session without its token, or from another origin */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Too many requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A part the answer needs is down; nothing was done */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cds-services": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The CDS services, with what each wants prefetched (docs/cds-hooks.md) */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The services */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CdsServices"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cds-services/{service}/feedback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What clinicians did with cards: the human action on each prediction */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    service: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CdsFeedback"];
                };
            };
            responses: {
                /** @description Recorded */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CdsFeedbackReport"];
                    };
                };
                /** @description JSON too deep or too wide */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Token or session invalid or missing */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No usable credential, or one bound to no institution */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No such service, or a card that was not given to this institution */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Body too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Invalid request */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ValidationProblem"];
                    };
                };
                /** @description Too many requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A part the answer needs is down; nothing was done */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cds-services/readmission-at-discharge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Risk of readmission at discharge */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CdsDischargeRequest"];
                };
            };
            responses: {
                /** @description Cards; none where there is nothing to say */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CdsResponse"];
                    };
                };
                /** @description JSON too deep or too wide */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Token or session invalid or missing */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No usable credential, or one bound to no institution */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A prefetch value is missing, could not be fetched, or is one page of several */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Body too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Invalid request */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ValidationProblem"];
                    };
                };
                /** @description Too many requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A part the answer needs is down; nothing was done */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cds-services/readmission-in-chart": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Risk of readmission in the chart */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CdsPatientViewRequest"];
                };
            };
            responses: {
                /** @description Cards; none where there is nothing to say */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CdsResponse"];
                    };
                };
                /** @description JSON too deep or too wide */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Token or session invalid or missing */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description No usable credential, or one bound to no institution */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A prefetch value is missing, could not be fetched, or is one page of several */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Body too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Invalid request */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ValidationProblem"];
                    };
                };
                /** @description Too many requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A part the answer needs is down; nothing was done */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fhir/.well-known/smart-configuration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What this server can do of SMART */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The SMART configuration */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SmartConfiguration"];
                    };
                };
                /** @description PUBLIC_URL is not set */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fhir/auth/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** An access token of 300 seconds for a registered system */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/x-www-form-urlencoded": {
                        /** @description The JWT that the client signed */
                        client_assertion?: string;
                        /** @example urn:ietf:params:oauth:client-assertion-type:jwt-bearer */
                        client_assertion_type?: string;
                        client_id?: string;
                        /** @example client_credentials */
                        grant_type?: string;
                        /** @example system/RiskAssessment.rs */
                        scope?: string;
                    };
                };
            };
            responses: {
                /** @description The token */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SmartToken"];
                    };
                };
                /** @description Something is missing or not allowed */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OAuthError"];
                    };
                };
                /** @description The client is not known or not proven */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OAuthError"];
                    };
                };
                /** @description Body too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Invalid request */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ValidationProblem"];
                    };
                };
                /** @description Too many failed requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description PUBLIC_URL is not set; database down */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fhir/CodeSystem/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The CodeSystem "readmission" */
        get: {
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
                /** @description FHIR R4 CodeSystem */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/fhir+json": {
                            /** @enum {string} */
                            resourceType: "CodeSystem";
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Unchanged */
                304: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Another CodeSystem */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/fhir+json": components["schemas"]["OperationOutcome"];
                    };
                };
                /** @description The caller wants no JSON */
                406: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/fhir+json": components["schemas"]["OperationOutcome"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fhir/metadata": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The CapabilityStatement: which FHIR interactions and operations there are */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description FHIR R4 CapabilityStatement */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/fhir+json": {
                            /** @enum {string} */
                            resourceType: "CapabilityStatement";
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Unchanged */
                304: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The caller wants no JSON */
                406: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/fhir+json": components["schemas"]["OperationOutcome"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fhir/OperationDefinition/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The OperationDefinition "predict-readmission" */
        get: {
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
                /** @description FHIR R4 OperationDefinition */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/fhir+json": {
                            /** @enum {string} */
                            resourceType: "OperationDefinition";
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Unchanged */
                304: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Another OperationDefinition */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/fhir+json": components["schemas"]["OperationOutcome"];
                    };
                };
                /** @description The caller wants no JSON */
                406: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/fhir+json": components["schemas"]["OperationOutcome"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fhir/Patient/{id}/$predict-readmission": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Predict for a stored patient's latest inpatient stay; the answer is a RiskAssessment */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/fhir+json": {
                        /** @enum {string} */
                        resourceType: "Parameters";
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            responses: {
                /** @description FHIR R4 RiskAssessment */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/fhir+json": {
                            /** @enum {string} */
                            resourceType: "RiskAssessment";
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The body cannot be read */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/fhir+json": components["schemas"]["OperationOutcome"];
                    };
                };
                /** @description No usable credential */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/fhir+json": components["schemas"]["OperationOutcome"];
                    };
                };
                /** @description The credential is bound to no institution, or does not allow this */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/fhir+json": components["schemas"]["OperationOutcome"];
                    };
                };
                /** @description No such patient at your institution */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/fhir+json": components["schemas"]["OperationOutcome"];
                    };
                };
                /** @description The caller wants no JSON */
                406: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/fhir+json": components["schemas"]["OperationOutcome"];
                    };
                };
                /** @description Body too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/fhir+json": components["schemas"]["OperationOutcome"];
                    };
                };
                /** @description The body is of another media type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/fhir+json": components["schemas"]["OperationOutcome"];
                    };
                };
                /** @description The stored records do not suffice */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/fhir+json": components["schemas"]["OperationOutcome"];
                    };
                };
                /** @description Too many requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/fhir+json": components["schemas"]["OperationOutcome"];
                    };
                };
                /** @description A part the answer needs is down; nothing was done */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/fhir+json": components["schemas"]["OperationOutcome"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fhir/Patient/$predict-readmission": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Predict from records that come along and are not kept; the answer is a RiskAssessment */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/fhir+json": {
                        /** @enum {string} */
                        resourceType: "Parameters";
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            responses: {
                /** @description FHIR R4 RiskAssessment */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/fhir+json": {
                            /** @enum {string} */
                            resourceType: "RiskAssessment";
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description The body cannot be read */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/fhir+json": components["schemas"]["OperationOutcome"];
                    };
                };
                /** @description No usable credential */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/fhir+json": components["schemas"]["OperationOutcome"];
                    };
                };
                /** @description The credential is bound to no institution, or does not allow this */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/fhir+json": components["schemas"]["OperationOutcome"];
                    };
                };
                /** @description The caller wants no JSON */
                406: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/fhir+json": components["schemas"]["OperationOutcome"];
                    };
                };
                /** @description Body too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/fhir+json": components["schemas"]["OperationOutcome"];
                    };
                };
                /** @description The body is of another media type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/fhir+json": components["schemas"]["OperationOutcome"];
                    };
                };
                /** @description The records are not sound, or do not suffice */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/fhir+json": components["schemas"]["OperationOutcome"];
                    };
                };
                /** @description Too many requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/fhir+json": components["schemas"]["OperationOutcome"];
                    };
                };
                /** @description A part the answer needs is down; nothing was done */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/fhir+json": components["schemas"]["OperationOutcome"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fhir/RiskAssessment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Predictions of your institution, latest first, as a searchset Bundle */
        get: {
            parameters: {
                query?: {
                    /** @description Predictions a page, 1 to 500 */
                    _count?: string;
                    /** @description As in the link "next" of the page before */
                    _cursor?: string;
                    /** @description When the prediction was made, such as ge2026-03-01 */
                    date?: string;
                    /** @description The same as subject */
                    patient?: string;
                    /** @description Patient/[id] or [id], as your institution knows him; with :identifier his pseudonym as system|value */
                    subject?: string;
                    /** @description The patient's pseudonym, as system|value */
                    "subject:identifier"?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description FHIR R4 Bundle */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/fhir+json": {
                            /** @enum {string} */
                            resourceType: "Bundle";
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description A parameter cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/fhir+json": components["schemas"]["OperationOutcome"];
                    };
                };
                /** @description No usable credential */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/fhir+json": components["schemas"]["OperationOutcome"];
                    };
                };
                /** @description The credential is bound to no institution, or does not allow this */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/fhir+json": components["schemas"]["OperationOutcome"];
                    };
                };
                /** @description The caller wants no JSON */
                406: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/fhir+json": components["schemas"]["OperationOutcome"];
                    };
                };
                /** @description Too many requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/fhir+json": components["schemas"]["OperationOutcome"];
                    };
                };
                /** @description A part the answer needs is down; nothing was done */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/fhir+json": components["schemas"]["OperationOutcome"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fhir/RiskAssessment/_search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Predictions of your institution, latest first, as a searchset Bundle; parameters as a form */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/x-www-form-urlencoded": {
                        [key: string]: string;
                    };
                };
            };
            responses: {
                /** @description FHIR R4 Bundle */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/fhir+json": {
                            /** @enum {string} */
                            resourceType: "Bundle";
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description A parameter cannot be understood */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/fhir+json": components["schemas"]["OperationOutcome"];
                    };
                };
                /** @description No usable credential */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/fhir+json": components["schemas"]["OperationOutcome"];
                    };
                };
                /** @description The credential is bound to no institution, or does not allow this */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/fhir+json": components["schemas"]["OperationOutcome"];
                    };
                };
                /** @description The caller wants no JSON */
                406: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/fhir+json": components["schemas"]["OperationOutcome"];
                    };
                };
                /** @description Body too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/fhir+json": components["schemas"]["OperationOutcome"];
                    };
                };
                /** @description The body is of another media type */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/fhir+json": components["schemas"]["OperationOutcome"];
                    };
                };
                /** @description Too many requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/fhir+json": components["schemas"]["OperationOutcome"];
                    };
                };
                /** @description A part the answer needs is down; nothing was done */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/fhir+json": components["schemas"]["OperationOutcome"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fhir/RiskAssessment/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A prediction of your institution as FHIR RiskAssessment; its id is the prediction id */
        get: {
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
                /** @description FHIR R4 RiskAssessment */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/fhir+json": {
                            /** @enum {string} */
                            resourceType: "RiskAssessment";
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Unchanged */
                304: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description No usable credential */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/fhir+json": components["schemas"]["OperationOutcome"];
                    };
                };
                /** @description The credential is bound to no institution, or does not allow this */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/fhir+json": components["schemas"]["OperationOutcome"];
                    };
                };
                /** @description No such prediction at your institution */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/fhir+json": components["schemas"]["OperationOutcome"];
                    };
                };
                /** @description The caller wants no JSON */
                406: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/fhir+json": components["schemas"]["OperationOutcome"];
                    };
                };
                /** @description Too many requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/fhir+json": components["schemas"]["OperationOutcome"];
                    };
                };
                /** @description A part the answer needs is down; nothing was done */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/fhir+json": components["schemas"]["OperationOutcome"];
                    };
                };
            };
        };
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
        /** State of the service and of what it depends on */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Healthy */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Health"];
                    };
                };
                /** @description Model or database down */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Health"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/livez": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process answers; says nothing of its dependencies */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Alive */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {boolean} */
                            alive: true;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Ready for requests: a verified model and a database that answers */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Ready */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Readiness"];
                    };
                };
                /** @description Not ready */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Readiness"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What serves the Open Inference Protocol here */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Server metadata */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InferenceServer"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process answers */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Live */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {boolean} */
                            live: true;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The model and the database are there */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Ready */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {boolean} */
                            live: true;
                            ready: boolean;
                        };
                    };
                };
                /** @description Not ready */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {boolean} */
                            live: true;
                            ready: boolean;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/models/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The inputs and outputs of the model in service */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Model metadata */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InferenceModel"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InferenceError"];
                    };
                };
                /** @description Token or session invalid or missing */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InferenceError"];
                    };
                };
                /** @description No usable credential */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InferenceError"];
                    };
                };
                /** @description Not the model in service, or not the version that serves */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InferenceError"];
                    };
                };
                /** @description Too many requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InferenceError"];
                    };
                };
                /** @description A part the answer needs is down; nothing was done */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InferenceError"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/models/{name}/infer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Predict for up to 1,000 stays; one that is wrong refuses all */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["InferenceRequest"];
                    "application/octet-stream": string;
                };
            };
            responses: {
                /** @description The outputs; each stay has its audit row. Binary where that was asked for */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InferenceResponse"];
                        "application/octet-stream": string;
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InferenceError"];
                    };
                };
                /** @description Token or session invalid or missing */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InferenceError"];
                    };
                };
                /** @description No usable credential */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InferenceError"];
                    };
                };
                /** @description Not the model in service, or not the version that serves */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InferenceError"];
                    };
                };
                /** @description Body too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InferenceError"];
                    };
                };
                /** @description Neither JSON nor binary, or compressed */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InferenceError"];
                    };
                };
                /** @description Too many requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InferenceError"];
                    };
                };
                /** @description A part the answer needs is down; nothing was done */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InferenceError"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/models/{name}/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the model can be asked */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Ready */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            name: string;
                            /** @enum {boolean} */
                            ready: true;
                        };
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InferenceError"];
                    };
                };
                /** @description Token or session invalid or missing */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InferenceError"];
                    };
                };
                /** @description No usable credential */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InferenceError"];
                    };
                };
                /** @description Not the model in service, or not the version that serves */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InferenceError"];
                    };
                };
                /** @description Too many requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InferenceError"];
                    };
                };
                /** @description Not ready */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InferenceError"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/models/{name}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The inputs and outputs of the model in service */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                    version: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Model metadata */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InferenceModel"];
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InferenceError"];
                    };
                };
                /** @description Token or session invalid or missing */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InferenceError"];
                    };
                };
                /** @description No usable credential */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InferenceError"];
                    };
                };
                /** @description Not the model in service, or not the version that serves */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InferenceError"];
                    };
                };
                /** @description Too many requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InferenceError"];
                    };
                };
                /** @description A part the answer needs is down; nothing was done */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InferenceError"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/models/{name}/versions/{version}/infer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Predict for up to 1,000 stays; one that is wrong refuses all */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                    version: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["InferenceRequest"];
                    "application/octet-stream": string;
                };
            };
            responses: {
                /** @description The outputs; each stay has its audit row. Binary where that was asked for */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InferenceResponse"];
                        "application/octet-stream": string;
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InferenceError"];
                    };
                };
                /** @description Token or session invalid or missing */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InferenceError"];
                    };
                };
                /** @description No usable credential */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InferenceError"];
                    };
                };
                /** @description Not the model in service, or not the version that serves */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InferenceError"];
                    };
                };
                /** @description Body too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InferenceError"];
                    };
                };
                /** @description Neither JSON nor binary, or compressed */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InferenceError"];
                    };
                };
                /** @description Too many requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InferenceError"];
                    };
                };
                /** @description A part the answer needs is down; nothing was done */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InferenceError"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/models/{name}/versions/{version}/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the model can be asked */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                    version: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Ready */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            name: string;
                            /** @enum {boolean} */
                            ready: true;
                        };
                    };
                };
                /** @description Invalid request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InferenceError"];
                    };
                };
                /** @description Token or session invalid or missing */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InferenceError"];
                    };
                };
                /** @description No usable credential */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InferenceError"];
                    };
                };
                /** @description Not the model in service, or not the version that serves */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InferenceError"];
                    };
                };
                /** @description Too many requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InferenceError"];
                    };
                };
                /** @description Not ready */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InferenceError"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
};
export type webhooks = Record<string, never>;
export type components = {
    schemas: {
        ApiKey: {
            /** Format: date-time */
            created_at: string;
            created_by: string | null;
            /** Format: date-time */
            expires_at: string | null;
            id: number;
            institution_id: string;
            label: string;
            /** Format: date-time */
            revoked_at: string | null;
            /**
             * @description Keys of the environment are changed there
             * @enum {string}
             */
            source: "environment" | "administrator";
            /** @enum {string} */
            state: "active" | "expired" | "revoked";
        };
        AuditRow: {
            actor: string;
            decision: string | null;
            /** @description Facts of other events */
            details: {
                [key: string]: unknown;
            } | null;
            hash: string;
            /** @description Of a prediction: what a person did with it last; its own row is in the trail */
            human_action: components["schemas"]["HumanAction"] | null;
            /** Format: uuid */
            id: string;
            input_digest: string | null;
            institution: string | null;
            /**
             * @example prediction
             * @example human-decision
             * @example outcome-corrected
             * @example patient-read
             * @example patients-read
             * @example login
             * @example logout
             * @example password-changed
             * @example user-created
             * @example user-deleted
             * @example key-created
             * @example key-rotated
             * @example key-revoked
             * @example client-created
             * @example client-revoked
             * @example token-issued
             * @example promotion
             * @example model-served
             * @example audit-exported
             */
            kind: string;
            model_name: string | null;
            model_sha256: string | null;
            model_version: string | null;
            outcome: string;
            previous_hash: string;
            purpose: string | null;
            request_id: string | null;
            score_band: string | null;
            seq: number;
            subject_pseudonym: string | null;
            time: string;
        };
        BatchPrediction: {
            failed: number;
            results: (components["schemas"]["PredictedItem"] | components["schemas"]["RefusedItem"])[];
            succeeded: number;
        };
        BatchPredictionRequest: {
            /** @description Up to 1,000 items, each like the body of /api/v1/predict */
            patients: unknown[];
        };
        CdsDischargeRequest: {
            context: {
                encounterId: string;
                patientId: string;
                userId: string;
            };
            /** @description Not used, not kept: everything must be in prefetch */
            fhirAuthorization?: {
                [key: string]: unknown;
            };
            /** @description Not asked */
            fhirServer?: string;
            /** @enum {string} */
            hook: "encounter-discharge";
            /**
             * Format: uuid
             * @description UUID of this call
             */
            hookInstance: string;
            /**
             * @description As the templates of discovery say; FHIR R4
             * @default {}
             */
            prefetch: {
                [key: string]: unknown;
            };
        };
        CdsFeedback: {
            feedback: {
                /** @description Required for accepted */
                acceptedSuggestions?: {
                    /** Format: uuid */
                    id: string;
                }[];
                /**
                 * Format: uuid
                 * @description `uuid` of the card
                 */
                card: string;
                /** @enum {string} */
                outcome: "accepted" | "overridden";
                /**
                 * Format: date-time
                 * @description When the clinician acted
                 * @example 2026-03-01T10:05:31Z
                 */
                outcomeTimestamp: string;
                overrideReason?: {
                    reason?: {
                        code: string;
                        display?: string;
                        system: string;
                    };
                    /**
                     * @description Name no person. Kept beside the audit trail, and deleted with the prediction; digits and @ are refused
                     * @example Lives alone, care service not arranged yet
                     */
                    userComment?: string;
                };
            }[];
        };
        CdsFeedbackReport: {
            recorded: number;
        };
        CdsPatientViewRequest: {
            context: {
                encounterId?: string;
                patientId: string;
                userId: string;
            };
            /** @description Not used, not kept: everything must be in prefetch */
            fhirAuthorization?: {
                [key: string]: unknown;
            };
            /** @description Not asked */
            fhirServer?: string;
            /** @enum {string} */
            hook: "patient-view";
            /**
             * Format: uuid
             * @description UUID of this call
             */
            hookInstance: string;
            /**
             * @description As the templates of discovery say; FHIR R4
             * @default {}
             */
            prefetch: {
                [key: string]: unknown;
            };
        };
        CdsResponse: {
            cards: {
                /** @description GitHub Flavored Markdown */
                detail: string;
                /** @enum {string} */
                indicator: "info" | "warning";
                links?: {
                    label: string;
                    /** @enum {string} */
                    type: "absolute";
                    /** Format: uri */
                    url: string;
                }[];
                overrideReasons?: {
                    code: string;
                    display?: string;
                    system: string;
                }[];
                /** @enum {string} */
                selectionBehavior?: "at-most-one";
                source: {
                    label: string;
                    topic: {
                        code: string;
                        display?: string;
                        system: string;
                    };
                    /** Format: uri */
                    url: string;
                };
                suggestions?: {
                    label: string;
                    /** Format: uuid */
                    uuid: string;
                }[];
                summary: string;
                /**
                 * Format: uuid
                 * @description The prediction_id; without it there is no prediction to give feedback on
                 */
                uuid?: string;
            }[];
        };
        CdsServices: {
            services: {
                description: string;
                hook: string;
                id: string;
                prefetch: {
                    [key: string]: string;
                };
                title: string;
                usageRequirements: string;
            }[];
        };
        /**
         * @example {
         *       "action": "overridden",
         *       "reason_code": "social-situation",
         *       "level": "HIGH"
         *     }
         */
        Decision: {
            /** @enum {string} */
            action: "accepted" | "overridden";
            /**
             * @description The level you hold to be right; required for an override
             * @enum {string}
             */
            level?: "LOW" | "MEDIUM" | "HIGH";
            /**
             * @description Name no person. Kept beside the audit trail, and deleted with the prediction; digits and @ are refused
             * @example Lives alone, care service not arranged yet
             */
            note?: string;
            /**
             * @description Why; required for an override, not allowed without
             * @enum {string}
             */
            reason_code?: "clinical-findings" | "social-situation" | "follow-up-arranged" | "treatment-goal-changed" | "patient-preference" | "input-wrong" | "input-outdated" | "outside-training-population" | "other";
        };
        /** @description Figures are null where there were too few cases */
        DriftReport: {
            checked_at: string;
            drifted: boolean;
            findings: {
                calibration_slope: number | null;
                cases: number;
                drifted: boolean;
                /** @description Null: the calibration of returned outcomes */
                feature: string | null;
                institution: string;
                psi: number | null;
            }[];
            model_version: number;
        };
        Features: {
            age: number | null;
            gender_encoded: number | null;
            num_conditions: number | null;
            num_medications: number | null;
            recent_encounters: number | null;
        };
        FhirBundle: {
            entry?: ({
                resource: components["schemas"]["FhirResource"];
            } & {
                [key: string]: unknown;
            })[];
            /** @enum {string} */
            resourceType: "Bundle";
            /** @enum {string} */
            type: "collection" | "transaction" | "batch" | "searchset";
        } & {
            [key: string]: unknown;
        };
        /** @description A FHIR R4 Patient, Encounter, Condition or MedicationRequest */
        FhirResource: {
            id: string;
            resourceType: string;
        } & {
            [key: string]: unknown;
        };
        Health: {
            services: {
                /** @example connected */
                api: string;
                /** @example connected */
                database: string;
                /** @example connected */
                mlflow: string;
                /** @example connected */
                model: string;
                /** @example connected */
                model_source: string;
            };
            /** @enum {string} */
            status: "healthy" | "unhealthy";
            version: string;
        };
        HumanAction: {
            /** @enum {string} */
            action: "accepted" | "overridden";
            actor: string;
            /**
             * Format: uuid
             * @description The decision's own row in the audit trail
             */
            audit_id: string;
            /**
             * @description The level the person holds to be right; null where he accepted, and in feedback of a CDS client
             * @enum {string|null}
             */
            level: "LOW" | "MEDIUM" | "HIGH" | null;
            note: string | null;
            /** @enum {string|null} */
            reason_code: "clinical-findings" | "social-situation" | "follow-up-arranged" | "treatment-goal-changed" | "patient-preference" | "input-wrong" | "input-outdated" | "outside-training-population" | "other" | null;
            /** Format: date-time */
            time: string;
        };
        /** @description A failure in the Open Inference Protocol */
        InferenceError: {
            error: string;
        };
        InferenceModel: {
            inputs: {
                datatype: string;
                name: string;
                shape: number[];
            }[];
            name: string;
            outputs: {
                datatype: string;
                name: string;
                shape: number[];
            }[];
            platform: string;
            versions: string[];
        };
        /**
         * @example {
         *       "id": "42",
         *       "inputs": [
         *         {
         *           "name": "features",
         *           "datatype": "FP64",
         *           "shape": [
         *             1,
         *             5
         *           ],
         *           "data": [
         *             75,
         *             9,
         *             20,
         *             3,
         *             1
         *           ]
         *         }
         *       ],
         *       "outputs": [
         *         {
         *           "name": "probability"
         *         },
         *         {
         *           "name": "prediction_id"
         *         }
         *       ]
         *     }
         */
        InferenceRequest: {
            /** @description Comes back */
            id?: string | null;
            /** @description One tensor a feature, of shape [n] or [n, 1], or all as `features` of shape [n, 5]; `patient_id` (BYTES) may come with both */
            inputs: {
                /**
                 * @description Values, flat or nested as the shape says; instead, the parameter binary_data_size
                 * @example [
                 *       75
                 *     ]
                 */
                data?: unknown[] | null;
                /** @enum {string} */
                datatype: "INT8" | "INT16" | "INT32" | "INT64" | "UINT8" | "UINT16" | "UINT32" | "UINT64" | "FP32" | "FP64" | "BYTES";
                /** @enum {string} */
                name: "age" | "num_conditions" | "num_medications" | "recent_encounters" | "gender_encoded" | "features" | "patient_id";
                parameters?: {
                    [key: string]: string | number | boolean | null;
                } | null;
                /**
                 * @description The first size counts the stays
                 * @example [
                 *       1
                 *     ]
                 */
                shape: number[];
            }[];
            /** @description The outputs wanted; without, all but the contributions */
            outputs?: {
                /** @enum {string} */
                name: "probability" | "score" | "risk_level" | "prediction_id" | "contributions";
                parameters?: {
                    [key: string]: string | number | boolean | null;
                } | null;
            }[] | null;
            parameters?: {
                [key: string]: string | number | boolean | null;
            } | null;
        };
        InferenceResponse: {
            id?: string;
            model_name: string;
            model_version: string;
            outputs: {
                data?: (number | string)[];
                datatype: string;
                name: string;
                parameters?: {
                    [key: string]: string | number | boolean;
                };
                shape: number[];
            }[];
        };
        InferenceServer: {
            extensions: string[];
            name: string;
            version: string;
        };
        IngestReport: {
            accepted: number;
            created: number;
            /** @description A text for each rejected record */
            errors: string[];
            /** @description The same reasons as FHIR OperationOutcome resources */
            outcomes: {
                index: number;
                outcome: {
                    resourceType: string;
                } & {
                    [key: string]: unknown;
                };
            }[];
            rejected: number;
            unchanged: number;
            updated: number;
        };
        KeyOrder: {
            /** Format: date-time */
            expires_at?: string;
            institution_id: string;
            /** @example Discharge letters of ward 3 */
            label: string;
        };
        KeyRotation: {
            /**
             * Format: date-time
             * @description When the old key ends, at most 90 days from now
             */
            old_valid_until: string;
        };
        ListedPrediction: {
            actor: string;
            human_action: components["schemas"]["HumanAction"] | null;
            model_version: string | null;
            outcome: {
                /** Format: date */
                observed_on: string;
                readmitted: boolean;
            } | null;
            /** Format: uuid */
            prediction_id: string;
            /** @description Null once the prediction is too old for outcomes; the band stays */
            probability: number | null;
            pseudonym: string | null;
            risk_level: string | null;
            score_band: string | null;
            /** Format: date-time */
            time: string;
        };
        Login: {
            password: string;
            username: string;
        };
        ModelCard: {
            data: {
                attribution: string;
                droppedExpired: number;
                droppedGenderUnknown: number;
                institutions: string[];
                licence: string;
                patients: number;
                population: string;
                source: string;
                stays: number;
                window: string;
            };
            exclusions: string[];
            intendedUse: string;
            limits: string[];
            metrics: {
                auc: number | null;
                aucInterval: {
                    high: number;
                    low: number;
                } | null;
                averagePrecision: number | null;
                brier: number | null;
                calibrationIntercept: number | null;
                calibrations: {
                    brier: number;
                    logLoss: number;
                    meanProbability: number;
                    /** @enum {string} */
                    method: "prior" | "isotonic";
                }[];
                calibrationSlope: number | null;
                expectedCalibrationError: number | null;
                levels: {
                    /** @enum {string} */
                    level: "LOW" | "MEDIUM" | "HIGH";
                    observedRate: number | null;
                    share: number;
                    stays: number;
                }[];
                logLoss: number | null;
                meanProbability: number | null;
                observedRate: number | null;
                outOfBagAuc: number;
                patients: number;
                readmitted: number;
                stays: number;
                subgroups: {
                    auc: number | null;
                    aucInterval: {
                        high: number;
                        low: number;
                    } | null;
                    brier: number | null;
                    by: string;
                    expectedCalibrationError: number | null;
                    group: string;
                    meanProbability: number | null;
                    observedRate: number | null;
                    patients: number;
                    readmitted: number;
                    stays: number;
                }[];
            };
            owner: string;
            population: string;
            settings: {
                /** @default true */
                bootstrap: boolean;
                /** @default 2 */
                featuresPerSplit: number;
                /** @default 8 */
                maxDepth: number;
                /** @default 20 */
                minLeaf: number;
                /** @default 42 */
                seed: number;
                /** @default 100 */
                trees: number;
            };
            split: {
                /** @enum {string} */
                by: "patient";
                rule: string;
                testShare: number;
            };
            training: {
                cells: number;
                readmitted: number;
                stays: number;
            };
            trainingWindow: string;
        };
        ModelComparison: {
            difference: {
                /** @description Above 0: the first ranks better */
                auc: number;
                /** @description 95 %, over resampled patients that both versions were judged on */
                auc_interval: {
                    high: number;
                    low: number;
                };
                /** @description Below 0: the first's probabilities are nearer to what happened */
                brier: number;
                /** @description 95 %, over resampled patients that both versions were judged on */
                brier_interval: {
                    high: number;
                    low: number;
                };
            };
            first: {
                evaluation: components["schemas"]["ModelEvaluation"];
                version: number;
            };
            /** @description Of the first, if the second were in service */
            gate: {
                reasons: {
                    detail: string;
                    passed: boolean;
                    rule: string;
                }[];
                would_pass: boolean;
            };
            held_out_sha256: string;
            /** @description Where the patients are from: table, stored patients, public table */
            judged_on: string;
            second: {
                evaluation: components["schemas"]["ModelEvaluation"];
                version: number;
            };
            stays: number;
        };
        /** @description Two different versions */
        ModelComparisonOrder: {
            first: number;
            second: number;
        };
        /** @description Measured on patients held out of training; figures are null where cases are too few */
        ModelEvaluation: {
            baselines: {
                auc: number;
                auc_interval: {
                    high: number;
                    low: number;
                };
                description: string;
                name: string;
            }[];
            data: {
                fingerprint: string;
                held_out_sha256: string;
                split: string;
            };
            levels: {
                interval: {
                    high: number;
                    low: number;
                } | null;
                level: string;
                observed_rate: number | null;
                share: number;
                stays: number;
            }[];
            model: {
                name: string;
                sha256: string;
                version: string;
            };
            overall: {
                auc: number | null;
                auc_interval: {
                    high: number;
                    low: number;
                } | null;
                average_precision: number | null;
                brier: number | null;
                calibration_intercept: number | null;
                calibration_slope: number | null;
                expected_calibration_error: number | null;
                log_loss: number | null;
                mean_probability: number | null;
                missing: string | null;
                observed_rate: number | null;
                patients: number;
                readmitted: number;
                stays: number;
            };
            reliability: {
                from: number;
                interval: {
                    high: number;
                    low: number;
                };
                mean_probability: number;
                observed_rate: number;
                readmitted: number;
                stays: number;
                to: number;
            }[];
            roc: {
                false_positive_rate: number;
                threshold: number | null;
                true_positive_rate: number;
            }[];
            similar: {
                from: number;
                interval: {
                    high: number;
                    low: number;
                };
                mean_probability: number;
                observed_rate: number;
                readmitted: number;
                stays: number;
                to: number;
            }[];
            subgroups: {
                auc: number | null;
                auc_interval: {
                    high: number;
                    low: number;
                } | null;
                average_precision: number | null;
                brier: number | null;
                by: string;
                calibration_intercept: number | null;
                calibration_slope: number | null;
                expected_calibration_error: number | null;
                group: string;
                log_loss: number | null;
                mean_probability: number | null;
                missing: string | null;
                observed_rate: number | null;
                patients: number;
                readmitted: number;
                stays: number;
            }[];
            warnings: {
                kind: string;
                text: string;
            }[];
            worst_subgroup: {
                auc: number;
                by: string;
                gap: number;
                group: string;
            } | null;
        };
        ModelVersion: {
            created_at: string;
            name: string;
            promoted_at: string | null;
            reasons: {
                detail: string;
                passed: boolean;
                rule: string;
            }[];
            roc_auc: number | null;
            serving: boolean;
            sha256: string;
            source: string;
            version: number;
        };
        NewApiKey: components["schemas"]["ApiKey"] & {
            /** @description The key itself: shown now and never again */
            key: string;
        };
        NewPassword: {
            password: string;
        };
        NewUser: {
            /** @description Binds the user to an institution: only then may he read its patients */
            institution_id?: string | null;
            password: string;
            /** @enum {string} */
            role: "admin" | "user";
            /** @example TEST001 */
            username: string;
        };
        /** @description RFC 6749, 5.2 */
        OAuthError: {
            error: string;
            error_description: string;
        };
        /** @description FHIR R4 OperationOutcome; its id is the id of the request in the log */
        OperationOutcome: {
            id: string;
            issue: ({
                code: string;
                diagnostics: string;
                severity: string;
            } & {
                [key: string]: unknown;
            })[];
            /** @enum {string} */
            resourceType: "OperationOutcome";
        } & {
            [key: string]: unknown;
        };
        Outcome: {
            /**
             * Format: date
             * @description Day of the readmission; without one, a day on which the 30 days were over
             * @example 2026-03-01
             */
            observed_on: string;
            /**
             * Format: uuid
             * @description As the prediction was answered
             */
            prediction_id: string;
            /** @description Within 30 days, not planned */
            readmitted: boolean;
        };
        OutcomeBatch: {
            outcomes: components["schemas"]["Outcome"][];
        };
        /** @description recorded; corrected: it replaced another one; unchanged: told before; unknown: no such prediction of this institution, or too old; impossible_date: before the prediction's 30 days can be judged, or in the future */
        OutcomeResult: {
            /** Format: uuid */
            prediction_id: string;
            /** @enum {string} */
            result: "recorded" | "corrected" | "unchanged" | "unknown" | "impossible_date";
        };
        Overview: {
            /** @description Null where drift was never checked */
            drift: {
                /** Format: date-time */
                checked_at: string;
                drifted: boolean;
                drifted_findings: number;
                findings: number;
                /** @description Those with cases enough for a figure */
                judged_findings: number;
                model_version: number;
            } | null;
            model: {
                auc: number | null;
                name: string;
                /** Format: date-time */
                serving_since: string | null;
                sha256: string;
                version: string;
            };
            predictions: {
                /** Format: date */
                day: string;
                high: number;
                institution_id: string | null;
                low: number;
                medium: number;
            }[];
            traffic: components["schemas"]["Traffic"];
            training: {
                completed_at: string | null;
                outcome: string | null;
                progress: number | null;
                running: boolean;
                started_at: string | null;
            };
        };
        PasswordChange: {
            current_password: string;
            new_password: string;
        };
        /** @description Numbers of stored records; no name, no id, no birth date */
        Patient: {
            conditions: number;
            encounters: number;
            medications: number;
            pseudonym: string;
            /** Format: date-time */
            received_at: string;
        };
        PatientSearch: {
            /** @example TEST001 */
            patient_id: string;
        };
        PlanCost: {
            areas: {
                area: string;
                per_month: number;
            }[];
            /** @description A lower bound: use is not in it */
            at_least_per_month: number;
            charged_by_use: number;
            currency: string;
            price_unknown: number;
            region: string;
        };
        PredictedItem: {
            index: number;
            prediction: components["schemas"]["Prediction"];
        };
        Prediction: {
            /** @description Where every prediction starts: the average of the training patients */
            baseline: {
                probability: number;
                score: number;
            };
            /** @description How far the score is from undecided: max(score, 1 - score), 2 decimals */
            confidence: number;
            /** @description What each feature adds: with the baseline they sum to the score and to the probability */
            contributions: {
                /** @enum {string} */
                feature: "age" | "num_conditions" | "num_medications" | "recent_encounters" | "gender_encoded";
                probability: number;
                score: number;
                value: number | null;
            }[];
            model: {
                name: string;
                sha256: string;
                version: string;
            };
            patient_id: string;
            /**
             * Format: uuid
             * @description Also the id of the row in the audit trail
             */
            prediction_id: string;
            /**
             * @description Calibrated probability of readmission within 30 days
             * @example 0.205
             */
            probability: number;
            /**
             * @description Class-balanced score of the forest, 2 decimals: ranks patients, no probability
             * @example 0.67
             */
            readmission_risk: number;
            recommendations: string[];
            /**
             * @description From thresholds on the calibrated probability, kept in the model file
             * @enum {string}
             */
            risk_level: "LOW" | "MEDIUM" | "HIGH";
            uncertainty: components["schemas"]["Uncertainty"] | null;
            /** @description Inputs that were not given: the answer is the average over what they may be */
            unknown_inputs: ("age" | "num_conditions" | "num_medications" | "recent_encounters" | "gender_encoded")[];
        };
        PredictionRequest: {
            /**
             * @description Age at admission in years
             * @example 75
             */
            age: number;
            /**
             * @description Diagnoses recorded; the model uses how many
             * @example [
             *       "diabetes",
             *       "hypertension"
             *     ]
             */
            conditions: string[];
            /**
             * @description male or female; anything else counts as unknown, and the answer averages over both
             * @example male
             */
            gender: string;
            /**
             * @description Must be the credential's institution where that is bound to one
             * @example dkfz
             */
            institution_id?: string | null;
            /**
             * @description Medications during the stay; the model uses how many
             * @example [
             *       "metformin",
             *       "lisinopril"
             *     ]
             */
            medications: string[];
            /**
             * @description Your id of the patient; stored as a pseudonym
             * @example TEST001
             */
            patient_id: string;
            /**
             * @description Inpatient stays in the 12 months before this admission
             * @example 3
             */
            recent_encounters: number;
        };
        /** @description RFC 9457 problem details */
        Problem: {
            detail: string;
            errors?: {
                message: string;
                path: string;
            }[];
            /** @description The same id is in the log. */
            request_id: string;
            status: number;
            title: string;
            /** @enum {string} */
            type: "about:blank";
        };
        PromotionDecision: {
            /** @description True where it serves now */
            promoted: boolean;
            /** @description What every rule of the gate said; also in the audit trail */
            reasons: {
                detail: string;
                passed: boolean;
                rule: string;
            }[];
            version: number;
        };
        Readiness: {
            database: string;
            mlflow: string;
            model: string;
            model_source: string;
            ready: boolean;
        };
        RefusedItem: {
            error: {
                detail?: unknown;
                errors: {
                    message: string;
                    path: string;
                }[];
                status: number;
            };
            index: number;
        };
        Session: {
            /** @description To be sent as X-CSRF-Token with every request that changes something */
            csrf_token: string;
            /**
             * Format: date-time
             * @description It ends then, however much it is used
             */
            expires_at: string;
            /** @description It ends after so long without a request */
            idle_seconds: number;
            institution_id: string | null;
            /** @enum {string} */
            provider: "password" | "oidc";
            /** @enum {string} */
            role: "admin" | "user";
            username: string;
        };
        SmartConfiguration: {
            capabilities: string[];
            /** @description Required of every SMART server, also where no browser signs in */
            code_challenge_methods_supported: string[];
            grant_types_supported: string[];
            scopes_supported: string[];
            /** Format: uri */
            token_endpoint: string;
            token_endpoint_auth_methods_supported: string[];
            token_endpoint_auth_signing_alg_values_supported: string[];
        };
        SmartToken: {
            access_token: string;
            expires_in: number;
            /** @description What was granted; may be less than was asked for */
            scope: string;
            /** @enum {string} */
            token_type: "bearer";
        };
        Stay: {
            /** Format: date */
            admitted_on: string;
            /** Format: date */
            discharged_on: string | null;
            ended_in_death: boolean;
            open: boolean;
            planned: boolean;
        };
        StoredPrediction: components["schemas"]["Prediction"] & {
            index_stay: {
                end: string | null;
                start: string;
            };
        };
        Traffic: {
            client_errors: number;
            latency: {
                /** @description Upper bound of the bucket the quantile is in; null above the last bound */
                at_most_seconds: number | null;
                quantile: number;
            }[];
            requests: number;
            requests_per_second: number;
            server_errors: number;
            /** Format: date-time */
            since: string;
            /**
             * @description process: the replica that answers, since it started; prometheus: all, one hour
             * @enum {string}
             */
            source: "process" | "prometheus";
        };
        TrainingData: {
            /**
             * @description TRAINING_DATA_PATH, else the stored patients; null where none are stored
             * @enum {string|null}
             */
            own: "table" | "stored patients" | null;
            /** @description True while the model in service learned from the public table */
            public_table: boolean;
        };
        TrainingStatus: {
            candidate_version: number | null;
            completed_at: string | null;
            /** @description The serving model's, on the same held-out patients */
            current_roc_auc: number | null;
            error: string | null;
            n_samples: number | null;
            /** @description promoted, refused, candidate (kept for a person to decide), failed, cancelled or interrupted */
            outcome: string | null;
            progress: number | null;
            reasons: {
                detail: string;
                passed: boolean;
                rule: string;
            }[];
            /** @description The candidate's, on held-out patients */
            roc_auc: number | null;
            running: boolean;
            started_at: string | null;
        };
        TrustedClient: {
            algorithms: string[];
            /** Format: date-time */
            created_at: string;
            created_by: string;
            id: number;
            institution_id: string;
            /**
             * @description `iss` of its tokens: the URI of a CDS client, the client_id of a SMART one
             * @example https://ehr.example.org/
             */
            issuer: string;
            /** @description Public keys, where the client has no address for them; each with its own kid */
            jwks: {
                keys: {
                    [key: string]: unknown;
                }[];
            } | null;
            jwks_url: string | null;
            /**
             * @description Short name; in the audit trail as client:<name>
             * @example ukhd-ehr
             */
            name: string;
            /** Format: date-time */
            revoked_at: string | null;
            scopes: string[];
            /** @enum {string} */
            state: "active" | "revoked";
            /** @description `tenant` its CDS Hooks tokens must name, where one issuer speaks for several institutions */
            tenant: string | null;
            uses: string[];
        };
        TrustedClientOrder: {
            /**
             * @default [
             *       "RS384",
             *       "ES384"
             *     ]
             */
            algorithms: ("RS384" | "ES384")[];
            institution_id: string;
            /**
             * @description `iss` of its tokens: the URI of a CDS client, the client_id of a SMART one
             * @example https://ehr.example.org/
             */
            issuer: string;
            /** @description Public keys, where the client has no address for them; each with its own kid */
            jwks?: {
                keys: {
                    [key: string]: unknown;
                }[];
            } | null;
            /** @description Where its JWK set is; a `jku` in a token must be this very text */
            jwks_url?: string | null;
            /**
             * @description Short name; in the audit trail as client:<name>
             * @example ukhd-ehr
             */
            name: string;
            /**
             * @description SMART scopes it may be given
             * @example [
             *       "system/*.crs"
             *     ]
             */
            scopes?: string[];
            /** @description `tenant` its CDS Hooks tokens must name, where one issuer speaks for several institutions */
            tenant?: string | null;
            uses: ("cds-hooks" | "fhir")[];
        };
        /** @description How often held-out stays with a probability from `from` to `to` ended in a readmission, with the 95 % interval of that share. Not an interval for this patient, and not for hospitals unlike those evaluated */
        Uncertainty: {
            /** @enum {string} */
            basis: "similar-probability" | "same-level";
            from: number;
            interval: {
                high: number;
                low: number;
            };
            observed_rate: number;
            stays: number;
            to: number;
        };
        /** @description RFC 9457 problem details of an invalid request */
        ValidationProblem: {
            /** @description Every error, in the form clients of the original service parse */
            detail: {
                loc: (string | number)[];
                msg: string;
                type: string;
            }[];
            errors: {
                message: string;
                path: string;
            }[];
            /** @description The same id is in the log. */
            request_id: string;
            status: number;
            title: string;
            /** @enum {string} */
            type: "about:blank";
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
};
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
