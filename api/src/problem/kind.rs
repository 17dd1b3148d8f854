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
        "The body is not well-formed JSON.",
        "Send one JSON document in UTF-8, without duplicate keys or text behind it.";
    /// The body broke off, or is not encoded as its headers say.
    BodyBroken = "body_broken", BAD_REQUEST,
        "The body did not arrive whole.",
        "Send the request again.";
    /// A path or query parameter cannot be read.
    InvalidParameter = "invalid_parameter", BAD_REQUEST,
        "A parameter of the path or the query cannot be read.",
        "See the parameter's description; unknown query parameters are refused too.";
    /// A cursor was not issued here, or for another list.
    InvalidCursor = "invalid_cursor", BAD_REQUEST,
        "The cursor was not issued for this list.",
        "Begin again without a cursor; never build one.";
    /// A header cannot be read.
    InvalidHeader = "invalid_header", BAD_REQUEST,
        "A header of the request cannot be read.",
        "See the header's description.";
    /// There is no valid access token.
    Unauthenticated = "unauthenticated", UNAUTHORIZED,
        "The request needs a valid access token of a session that stands.",
        "Refresh the token, or sign in again.";
    /// The name or the secret is wrong, or the account may not be used.
    SignInFailed = "sign_in_failed", UNAUTHORIZED,
        "These credentials do not open an account.",
        "Check them; a student's teacher, or an administrator, can issue new ones.";
    /// The refresh token is not valid (any more).
    RefreshTokenRefused = "refresh_token_refused", UNAUTHORIZED,
        "The refresh token is not valid.",
        "Sign in again.";
    /// The invitation is not valid (any more).
    InvitationRefused = "invitation_refused", UNAUTHORIZED,
        "The invitation is not valid.",
        "Ask for a new one: an invitation opens one account, once, for a limited time.";
    /// The actor may not do this.
    Forbidden = "forbidden", FORBIDDEN,
        "You may not do this.",
        "Somebody with another role has to do it.";
    /// The school has no agreement in force for this.
    SchoolAuthorizationRequired = "school_authorization_required", FORBIDDEN,
        "The school has no agreement in force that covers this.",
        "A district administrator records the school's agreement first.";
    /// There is no such thing, or none that the actor may know of.
    NotFound = "not_found", NOT_FOUND,
        "There is no such thing, or none that you may know of.",
        "Check the address.";
    /// The body did not come in time.
    RequestTimeout = "request_timeout", REQUEST_TIMEOUT,
        "The body of the request did not come in time.",
        "Send it again, on a better connection or in smaller parts.";
    /// The resource does not know this method.
    MethodNotAllowed = "method_not_allowed", METHOD_NOT_ALLOWED,
        "This address does not know this method.",
        "See the Allow header.";
    /// What is to be made exists.
    AlreadyExists = "already_exists", CONFLICT,
        "Something with this value exists already.",
        "Use what exists, or another value; `errors` names the field.";
    /// The thing is not in a state in which this can be done.
    StateConflict = "state_conflict", CONFLICT,
        "It is not in a state in which this can be done.",
        "`detail` says what stands in the way; read it again and decide anew.";
    /// More people would end than may end without somebody's acceptance.
    RemovalsNotAccepted = "removals_not_accepted", CONFLICT,
        "More people would leave their schools or classes than may without acceptance.",
        "Look at what the import would end; if it is right, apply it with accept_removals.";
    /// What an import would do is not what its preview said.
    PreviewOutdated = "preview_outdated", CONFLICT,
        "What is held has changed since the import was staged, and it would do something else now.",
        "Stage the bundle again, look at what it would do now, and apply that.";
    /// The join code cannot be used.
    JoinCodeRefused = "join_code_refused", CONFLICT,
        "This code does not open a class.",
        "Ask the teacher for a new one: codes expire and are limited.";
    /// The resource changed since it was read.
    PreconditionFailed = "precondition_failed", PRECONDITION_FAILED,
        "It has changed since you read it.",
        "Read it again, and send its new ETag in If-Match.";
    /// The body is larger than allowed.
    PayloadTooLarge = "payload_too_large", PAYLOAD_TOO_LARGE,
        "The body is larger than this address takes.",
        "Send less at a time.";
    /// The body is of another type than expected.
    UnsupportedMediaType = "unsupported_media_type", UNSUPPORTED_MEDIA_TYPE,
        "The body is not of a type that this address reads.",
        "Set Content-Type as the description says, and send the body without a Content-Encoding.";
    /// Fields of the body are missing, unknown or out of bounds.
    InvalidFields = "invalid_fields", UNPROCESSABLE_ENTITY,
        "Fields of the body are missing, unknown or out of bounds.",
        "`errors` names each by a JSON pointer.";
    /// The key was used for another request.
    IdempotencyKeyReused = "idempotency_key_reused", UNPROCESSABLE_ENTITY,
        "This Idempotency-Key was used for another request.",
        "Use a new key for every new request.";
    /// A conditional request is required.
    PreconditionRequired = "precondition_required", PRECONDITION_REQUIRED,
        "This change needs the ETag of what you read, in If-Match.",
        "Read the resource first.";
    /// Too many requests.
    TooManyRequests = "too_many_requests", TOO_MANY_REQUESTS,
        "Too many requests.",
        "Wait as long as Retry-After says.";
    /// The server is overloaded.
    Busy = "busy", SERVICE_UNAVAILABLE,
        "The server has too much to do at the moment.",
        "Try again after as long as Retry-After says.";
    /// The server cannot serve yet, or not any more.
    NotReady = "not_ready", SERVICE_UNAVAILABLE,
        "The server cannot serve: its database, its schema or its keys are not as they must be.",
        "Send clients to another instance; the log says what is missing.";
    /// The server failed.
    Internal = "internal", INTERNAL_SERVER_ERROR,
        "The server failed.",
        "Try again later; the `request_id` helps the operator to find out why.";
}
