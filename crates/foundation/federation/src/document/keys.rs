//! The keys of everything we write and read, so that none is ever misspelt.

macro_rules! keys {
    ($($name:ident = $key:literal),+ $(,)?) => {$(
        #[doc = concat!("`", $key, "`")]
        pub const $name: &str = $key;
    )+};
}

// Activity Streams 2.0.
keys! {
    ACTOR = "actor",
    ATTACHMENT = "attachment",
    ATTRIBUTED_TO = "attributedTo",
    AUDIENCE = "audience",
    BCC = "bcc",
    BTO = "bto",
    CC = "cc",
    CONTENT = "content",
    CONTENT_MAP = "contentMap",
    CONTEXT = "context",
    CURRENT = "current",
    DELETED = "deleted",
    END_TIME = "endTime",
    FIRST = "first",
    FORMER_TYPE = "formerType",
    GENERATOR = "generator",
    HREF = "href",
    HREFLANG = "hreflang",
    ICON = "icon",
    ID = "id",
    IMAGE = "image",
    IN_REPLY_TO = "inReplyTo",
    INSTRUMENT = "instrument",
    ITEMS = "items",
    LAST = "last",
    LOCATION = "location",
    MEDIA_TYPE = "mediaType",
    NAME = "name",
    NAME_MAP = "nameMap",
    NEXT = "next",
    OBJECT = "object",
    ORDERED_ITEMS = "orderedItems",
    PART_OF = "partOf",
    PREV = "prev",
    PREVIEW = "preview",
    PUBLISHED = "published",
    REL = "rel",
    REPLIES = "replies",
    RESULT = "result",
    START_TIME = "startTime",
    SUMMARY = "summary",
    SUMMARY_MAP = "summaryMap",
    TAG = "tag",
    TARGET = "target",
    TO = "to",
    TOTAL_ITEMS = "totalItems",
    TYPE = "type",
    UPDATED = "updated",
    URL = "url",
}

// ActivityPub.
keys! {
    ENDPOINTS = "endpoints",
    FOLLOWERS = "followers",
    FOLLOWING = "following",
    INBOX = "inbox",
    LIKED = "liked",
    LIKES = "likes",
    OUTBOX = "outbox",
    PREFERRED_USERNAME = "preferredUsername",
    SHARED_INBOX = "sharedInbox",
    SHARES = "shares",
    SOURCE = "source",
}

// Keys: security/v1 and FEP-521a.
keys! {
    ASSERTION_METHOD = "assertionMethod",
    CONTROLLER = "controller",
    OWNER = "owner",
    PROOF = "proof",
    PUBLIC_KEY = "publicKey",
    PUBLIC_KEY_MULTIBASE = "publicKeyMultibase",
    PUBLIC_KEY_PEM = "publicKeyPem",
}

// What others added and most read: Mastodon, Lemmy, FEPs.
keys! {
    ALSO_KNOWN_AS = "alsoKnownAs",
    DISCOVERABLE = "discoverable",
    FEATURED = "featured",
    IDENTIFIER = "identifier",
    IMPLEMENTS = "implements",
    INDEXABLE = "indexable",
    LANGUAGE = "language",
    MANUALLY_APPROVES_FOLLOWERS = "manuallyApprovesFollowers",
    MODERATORS = "moderators",
    MOVED_TO = "movedTo",
    POSTING_RESTRICTED_TO_MODS = "postingRestrictedToMods",
    PROPERTY_VALUE = "value",
    REMOVE_DATA = "removeData",
    SEARCHABLE_BY = "searchableBy",
    SENSITIVE = "sensitive",
    SUSPENDED = "suspended",
    WEBFINGER = "webfinger",
}

// Ours, and schema.org's.
keys! {
    AT_CONTEXT = "@context",
    GH_ADAPTATION = "gh:adaptation",
    GH_ADAPTATIONS = "gh:adaptations",
    GH_KIND = "gh:kind",
    GH_ON_BEHALF_OF = "gh:onBehalfOf",
    GH_VERSIONS = "gh:versions",
    SC_IS_BASED_ON = "sc:isBasedOn",
    SC_LICENSE = "sc:license",
}
