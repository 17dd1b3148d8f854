//! The one table of problems: code, status, title, and what a client can do.

use actix_web::http::StatusCode;

/// Declares the kinds of problems in one table.
macro_rules! problems {
    ( $( $( #[$($meta:tt)+] )* $kind:ident = $code:literal, $status:ident, $title:literal, $advice:literal; )+ ) => {
        domain::text_enum! {
            /// A kind of problem, by its stable code.
            pub enum ProblemKind { $( $( #[$($meta)+] )* $kind = $code ),+ }
        }

        impl ProblemKind {
            /// The HTTP status.
            pub fn status(self) -> StatusCode {
                match self { $( Self::$kind => StatusCode::$status ),+ }
            }

            /// A short sentence, the same for every occurrence.
            pub fn title(self) -> &'static str {
                match self { $( Self::$kind => $title ),+ }
            }

            /// What a client can do about it.
            pub fn advice(self) -> &'static str {
                match self { $( Self::$kind => $advice ),+ }
            }
        }
    };
}

problems! {
    /// The body is not JSON.
    MalformedJson = "malformed_json", BAD_REQUEST,
        "The request body is not well-formed JSON.",
        "Send one JSON document in UTF-8, without duplicate keys or trailing text.";
    /// The body broke off, or is not encoded as its headers say.
    BodyBroken = "body_broken", BAD_REQUEST,
        "The request body is incomplete or not encoded as its headers say.",
        "Send the request again.";
    /// A path or query parameter cannot be read.
    InvalidParameter = "invalid_parameter", BAD_REQUEST,
        "A path or query parameter is invalid.",
        "Correct the parameter as its description says. Unknown query parameters are not accepted.";
    /// A cursor was not issued here, or for another list.
    InvalidCursor = "invalid_cursor", BAD_REQUEST,
        "The cursor is not valid for this list.",
        "Use `next_cursor` of the previous page, or start again without a cursor.";
    /// A header cannot be read.
    InvalidHeader = "invalid_header", BAD_REQUEST,
        "A request header is invalid.",
        "Correct the header as its description says.";
    /// There is no valid access token.
    Unauthenticated = "unauthenticated", UNAUTHORIZED,
        "The access token is missing, expired or revoked.",
        "Refresh the session or sign in again, and send the new access token.";
    /// The name or the secret is wrong, or the account may not be used.
    SignInFailed = "sign_in_failed", UNAUTHORIZED,
        "The credentials are incorrect, or the account cannot be used.",
        "Check the credentials. A teacher can issue new ones to a student, an administrator to a member of staff.";
    /// The refresh token is not valid (any more).
    RefreshTokenRefused = "refresh_token_refused", UNAUTHORIZED,
        "The refresh token is invalid, expired or already used.",
        "Sign in again.";
    /// The invitation is not valid (any more).
    InvitationRefused = "invitation_refused", UNAUTHORIZED,
        "The invitation is invalid, expired or already used.",
        "Ask an administrator for a new invitation.";
    /// The pairing code is not valid (any more), or the address has an account.
    PairingRefused = "pairing_refused", UNAUTHORIZED,
        "The pairing code is invalid, expired or already used, or the address has an account.",
        "Ask the school for a new code. A person who has an account in the district signs in first.";
    /// The link of a message to a parent is not valid (any more).
    ConsentLinkRefused = "consent_link_refused", UNAUTHORIZED,
        "The link was used, its time is over, or a newer one was sent.",
        "Ask again. The newest message has the link that works.";
    /// The actor may not do this.
    Forbidden = "forbidden", FORBIDDEN,
        "The caller's role does not permit this operation.",
        "Ask a person whose role permits it; `x-roles` of the operation lists the roles.";
    /// The actor has yet to accept the privacy policy.
    PolicyNotAccepted = "policy_not_accepted", FORBIDDEN,
        "The privacy policy has to be accepted before anything can be changed.",
        "Show the version that `GET /v1/me/policies` names, and send `POST /v1/me/policy-acceptances`.";
    /// The school has no agreement in force for this.
    SchoolAuthorizationRequired = "school_authorization_required", FORBIDDEN,
        "The school does not authorize this operation.",
        "An administrator completes what `errors` names: an active agreement, its notice, an office.";
    /// The account of a student is suspended until a ground covers what is held (AGE-16).
    AccountSuspended = "account_suspended", FORBIDDEN,
        "The account is suspended.",
        "Tell the teacher, the school or a parent. The account opens again once an agreement of the school or a parent's consent covers it; otherwise it is deleted after 14 days.";
    /// What is to be confirmed for the class was not, or not in this session.
    AttestationRequired = "attestation_required", FORBIDDEN,
        "The caller has not attested for the class in its present academic session.",
        "Attest with `POST /v1/classes/{class_id}/attestations`, then send the request again.";
    /// There is no such thing, or none that the actor may know of.
    NotFound = "not_found", NOT_FOUND,
        "The resource does not exist, or the caller is not allowed to see it.",
        "Check the path and the ids in it.";
    /// There is no such representation as the client accepts.
    NotAcceptable = "not_acceptable", NOT_ACCEPTABLE,
        "None of the accepted media types is available.",
        "Send an Accept header with a documented media type of the response.";
    /// The body did not come in time.
    RequestTimeout = "request_timeout", REQUEST_TIMEOUT,
        "The request body did not arrive in time.",
        "Send the request again over a faster connection, or in smaller parts.";
    /// The resource does not know this method.
    MethodNotAllowed = "method_not_allowed", METHOD_NOT_ALLOWED,
        "The resource does not support this method.",
        "Use one of the methods in the Allow header.";
    /// What is to be made exists.
    AlreadyExists = "already_exists", CONFLICT,
        "A resource with this value already exists.",
        "Use the existing resource, or choose another value for the field in `errors`.";
    /// The thing is not in a state in which this can be done.
    StateConflict = "state_conflict", CONFLICT,
        "The current state of the resource does not allow this operation.",
        "`reason` and `detail` name the obstacle. Read the resource again before the next attempt.";
    /// An agreement lacks terms of its checklist.
    AgreementIncomplete = "agreement_incomplete", CONFLICT,
        "The agreement lacks terms that a law asks for.",
        "Record an agreement with the terms in `errors`, and activate that one.";
    /// More people would end than may end without a person's acceptance.
    RemovalsNotAccepted = "removals_not_accepted", CONFLICT,
        "The import would remove more people from schools or classes than is allowed without confirmation.",
        "Check what the import would end. If it is correct, apply the import with `accept_removals`.";
    /// Further imports can be staged only after a decision about those that are.
    TooManyStagedImports = "too_many_staged_imports", CONFLICT,
        "Too many imports are staged, or their bundles are too large together.",
        "Apply or discard one of the staged imports, then stage the bundle again.";
    /// What an import would do is not what its preview said.
    PreviewOutdated = "preview_outdated", CONFLICT,
        "The data has changed since the import was staged, and the import would have a different effect.",
        "Stage the bundle again, check what it would change, and apply the new import.";
    /// The join code cannot be used.
    JoinCodeRefused = "join_code_refused", CONFLICT,
        "The join code is invalid, expired, revoked or used up.",
        "Ask the teacher for a new join code.";
    /// The resource changed since it was read.
    PreconditionFailed = "precondition_failed", PRECONDITION_FAILED,
        "The resource has changed since it was read.",
        "Read the resource again and send its new ETag in If-Match.";
    /// The body is larger than allowed.
    PayloadTooLarge = "payload_too_large", PAYLOAD_TOO_LARGE,
        "The request body is too large.",
        "Send less data in one request. `GET /v1/meta/limits` lists the limits.";
    /// The body is of another type than expected.
    UnsupportedMediaType = "unsupported_media_type", UNSUPPORTED_MEDIA_TYPE,
        "The media type of the request body is not supported.",
        "Set Content-Type to the documented media type, and send the body without a Content-Encoding.";
    /// Fields of the body are missing, unknown or out of bounds.
    InvalidFields = "invalid_fields", UNPROCESSABLE_ENTITY,
        "The request body has missing, unknown or invalid fields.",
        "Correct the fields in `errors`. Each is identified by a JSON pointer.";
    /// The key was used for another request.
    IdempotencyKeyReused = "idempotency_key_reused", UNPROCESSABLE_ENTITY,
        "The Idempotency-Key was already used for a different request.",
        "Use a new key for every new request.";
    /// A conditional request is required.
    PreconditionRequired = "precondition_required", PRECONDITION_REQUIRED,
        "The change requires an If-Match header.",
        "Read the resource and send its ETag in If-Match.";
    /// Too many requests.
    TooManyRequests = "too_many_requests", TOO_MANY_REQUESTS,
        "Too many requests.",
        "Wait for the number of seconds in Retry-After.";
    /// The server is overloaded.
    Busy = "busy", SERVICE_UNAVAILABLE,
        "The server is overloaded.",
        "Try again after the number of seconds in Retry-After.";
    /// The roster of the caller's organization is being applied.
    RosterBeingApplied = "roster_being_applied", SERVICE_UNAVAILABLE,
        "The roster of the district is being applied.",
        "Try again after the number of seconds in Retry-After.";
    /// The server cannot serve yet, or not any more.
    NotReady = "not_ready", SERVICE_UNAVAILABLE,
        "The server is not ready: its database, its schema or its keys are not available.",
        "Send the request to another instance. The server's log names the cause.";
    /// The server failed.
    Internal = "internal", INTERNAL_SERVER_ERROR,
        "The server failed to process the request.",
        "Try again later. If the failure persists, give the `request_id` to the operator.";
}
