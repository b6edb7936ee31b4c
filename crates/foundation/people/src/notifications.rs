//! What somebody should know: written in the transaction of what happened, read in her own time.

mod said;

use domain::{
    ActorId, ContentId, Lang, Result, Time,
    id::{LedgerId, RowId},
};
use store::{Query, Store, Tx, args, statements};

pub use self::said::{Called, SaidBy};
use crate::{Cursor, Page, Viewer, page};

/// The kinds of notification. The text is the message `notification-KIND` with `$who`,
/// `$community` and `$title`. Rooms add kinds of their own.
pub mod kind {
    /// Somebody answered in one's conversation.
    pub const REPLY: &str = "reply";
    /// Somebody named one in a text.
    pub const MENTION: &str = "mention";
    /// One's answer was chosen.
    pub const ANSWER_ACCEPTED: &str = "answer-accepted";
    /// Somebody asks to join a community one facilitates.
    pub const MEMBERSHIP_REQUEST: &str = "membership-request";
    /// One's request to join was accepted.
    pub const MEMBERSHIP_ACCEPTED: &str = "membership-accepted";
    /// One's request to join was refused.
    pub const MEMBERSHIP_REJECTED: &str = "membership-rejected";
    /// One may no longer take part in a community.
    pub const BANNED: &str = "banned";
    /// One is asked to join a community.
    pub const INVITATION: &str = "invitation";
    /// One has become facilitator of a community.
    pub const FACILITATOR: &str = "facilitator";
    /// Somebody reported something in one's care.
    pub const REPORT: &str = "report";
    /// One's report was decided.
    pub const REPORT_DECIDED: &str = "report-decided";
    /// Something one wrote was removed.
    pub const REMOVED: &str = "removed";
    /// Somebody follows one.
    pub const FOLLOW: &str = "follow";
    /// Somebody wrote one a private message.
    pub const MESSAGE: &str = "message";
    /// Somebody one follows, or a community one belongs to, has moved to another instance.
    pub const MOVED: &str = "moved";
    /// Another instance offers to be a partner.
    pub const PARTNER_OFFERED: &str = "partner-offered";
    /// Another instance has become a partner.
    pub const PARTNER_AGREED: &str = "partner-agreed";
    /// Another instance is no partner any more, or does not want to be one.
    pub const PARTNER_ENDED: &str = "partner-ended";
    /// One's role on this instance changed.
    pub const ROLE: &str = "role";
    /// Something new fits a search one has saved.
    pub const SAVED_SEARCH: &str = "saved-search";
    /// Somebody lets her change something that they write together.
    pub const COAUTHOR: &str = "coauthor";

    /// Somebody has taken up a practice of one's own.
    pub const TAKEN_UP: &str = "taken-up";
    /// The source of what one has made does not list it, or no longer does.
    pub const UNLISTED: &str = "unlisted";
    /// The source of what one has made was changed.
    pub const SOURCE_CHANGED: &str = "source-changed";
    /// The source of what one has made was withdrawn.
    pub const SOURCE_WITHDRAWN: &str = "source-withdrawn";
    /// The instance of the source of what one has made is gone.
    pub const SOURCE_VANISHED: &str = "source-vanished";

    /// Somebody has published a review of something of one's own.
    pub const REVIEWED: &str = "reviewed";
    /// An organisation says that it uses something of one's own.
    pub const ENDORSED: &str = "endorsed";
    /// Somebody asks one for a review.
    pub const REVIEW_ASKED: &str = "review-asked";
    /// Whom one asked for a review will write one.
    pub const REVIEW_ACCEPTED: &str = "review-accepted";
    /// Whom one asked for a review will not write one.
    pub const REVIEW_DECLINED: &str = "review-declined";
    /// Something of one's own is to be checked within a month.
    pub const CHECK_SOON: &str = "check-soon";
    /// Something of one's own is due to be checked.
    pub const CHECK_DUE: &str = "check-due";

    /// Somebody offers a language version of something of one's own.
    pub const VERSION_OFFERED: &str = "version-offered";
    /// A language version that one offered was accepted.
    pub const VERSION_ACCEPTED: &str = "version-accepted";
    /// A language version that one offered was declined.
    pub const VERSION_DECLINED: &str = "version-declined";

    /// All kinds of this crate and `content`, for the test of the messages.
    pub const ALL: &[&str] = &[
        REPLY,
        MENTION,
        ANSWER_ACCEPTED,
        MEMBERSHIP_REQUEST,
        MEMBERSHIP_ACCEPTED,
        MEMBERSHIP_REJECTED,
        BANNED,
        INVITATION,
        FACILITATOR,
        REPORT,
        REPORT_DECIDED,
        REMOVED,
        FOLLOW,
        MESSAGE,
        MOVED,
        PARTNER_OFFERED,
        PARTNER_AGREED,
        PARTNER_ENDED,
        ROLE,
        SAVED_SEARCH,
        COAUTHOR,
        TAKEN_UP,
        UNLISTED,
        SOURCE_CHANGED,
        SOURCE_WITHDRAWN,
        SOURCE_VANISHED,
        REVIEWED,
        ENDORSED,
        REVIEW_ASKED,
        REVIEW_ACCEPTED,
        REVIEW_DECLINED,
        CHECK_SOON,
        CHECK_DUE,
        VERSION_OFFERED,
        VERSION_ACCEPTED,
        VERSION_DECLINED,
    ];
}

/// Something somebody should know.
#[derive(Debug, Clone, Copy)]
pub struct Notice {
    /// Who should know.
    pub to: ActorId,
    /// One of [`kind`], or a room's own.
    pub kind: &'static str,
    /// Who did it.
    pub by: Option<ActorId>,
    /// To what.
    pub content: Option<ContentId>,
    /// In which community.
    pub group: Option<ActorId>,
    /// In which ledger.
    pub ledger: Option<LedgerId>,
}

impl Notice {
    /// Something that somebody should know of a ledger.
    pub fn of_ledger(
        to: ActorId,
        kind: &'static str,
        by: Option<ActorId>,
        ledger: LedgerId,
    ) -> Self {
        Self { to, kind, by, content: None, group: None, ledger: Some(ledger) }
    }
}

/// A notification with the names its text needs, in the reader's language where there are such.
#[derive(Debug, Clone, PartialEq, Eq, store::FromRow)]
pub struct Notification {
    /// Its id.
    pub id: RowId,
    /// One of [`kind`], or a room's own.
    pub kind: String,
    /// Who did it.
    pub by_id: Option<ActorId>,
    /// Her handle; empty without somebody.
    pub by_handle: String,
    /// Her host; empty for people of this instance.
    pub by_host: String,
    /// Her name; empty without somebody.
    pub by_name: String,
    /// What she is: the word of an [`federation::ActorKind`]; empty without somebody.
    pub by_kind: String,
    /// In which community.
    pub group_id: Option<ActorId>,
    /// Its handle; empty without one.
    pub group_handle: String,
    /// Its host.
    pub group_host: String,
    /// Its name; empty without one.
    pub group_name: String,
    /// To what.
    pub content_id: Option<ContentId>,
    /// The kind of content; empty without it.
    pub content_kind: String,
    /// The readable part of the address of it, or of the conversation it belongs to.
    pub content_slug: String,
    /// The conversation it belongs to, for a comment.
    pub content_root_id: Option<ContentId>,
    /// The title of it, or of the conversation it belongs to, or of the ledger; empty without one.
    pub title: String,
    /// In which ledger.
    pub ledger_id: Option<LedgerId>,
    /// The kind of the ledger; empty without one, or where the reader no longer sees it.
    pub ledger_kind: String,
    /// When it happened.
    pub created_at: Time,
    /// When it was read.
    pub read_at: Option<Time>,
    said_by: String,
}

impl Notification {
    /// The names of who did it and of whom she did it for, in a language where they have such; the first is empty where
    /// nobody did it, the second where nothing was said of that.
    pub fn by(&self, lang: &Lang) -> (String, String) {
        match SaidBy::parse(&self.said_by) {
            Some(said) => {
                let (person, party) = said.in_lang(lang);
                (person.to_owned(), party.to_owned())
            }
            None => (self.by_name.clone(), String::new()),
        }
    }
}

statements! {
    /// Tells somebody who has an active account here and does not keep away from who did it; of a ledger not twice
    /// the same before she has looked.
    pub NOTIFY = "INSERT INTO notification \
        (id, actor_id, kind, by_id, content_id, group_id, created_at, ledger_id, said_by) \
        SELECT $1, ac.actor_id, $3, $4, $5, $6, $7, $8, $9 FROM account ac WHERE ac.actor_id = $2 \
        AND ac.state = 'active' AND NOT EXISTS (SELECT 1 FROM avoidance v \
        WHERE v.actor_id = ac.actor_id AND v.target_id = $4) \
        AND NOT EXISTS (SELECT 1 FROM notification o WHERE o.actor_id = $2 AND o.kind = $3 \
        AND o.ledger_id = $8 AND o.read_at IS NULL)";
    /// What somebody has not read yet of a ledger is of now.
    pub RENEW = "UPDATE notification SET created_at = $4, by_id = $5 \
        WHERE actor_id = $1 AND kind = $2 AND ledger_id = $3 AND read_at IS NULL";
    /// Who hosts a community.
    pub FACILITATOR_IDS = "SELECT actor_id FROM membership \
        WHERE group_id = $1 AND standing = 'facilitator' ORDER BY actor_id";
    /// One's notifications with the names their texts need. Titles of what one may not read stay
    /// away, but for what one wrote oneself.
    pub NOTIFICATIONS = "SELECT n.id, n.kind, n.by_id, COALESCE(b.handle, '') AS by_handle, \
        COALESCE(b.host, '') AS by_host, COALESCE(bt.name, b.name, '') AS by_name, \
        COALESCE(b.kind, '') AS by_kind, n.group_id, \
        COALESCE(g.handle, '') AS group_handle, COALESCE(g.host, '') AS group_host, \
        COALESCE(gt.name, g.name, '') AS group_name, n.content_id, \
        COALESCE(c.kind, '') AS content_kind, COALESCE(r.slug, '') AS content_slug, \
        c.root_id AS content_root_id, COALESCE(rt.title, ro.title, l.title, '') AS title, n.ledger_id, \
        COALESCE(l.kind, '') AS ledger_kind, n.created_at, n.read_at, n.said_by FROM notification n \
        LEFT JOIN actor b ON b.id = n.by_id \
        LEFT JOIN actor_text bt ON bt.actor_id = b.id AND bt.lang = $2 \
        LEFT JOIN actor g ON g.id = n.group_id \
        LEFT JOIN actor_text gt ON gt.actor_id = g.id AND gt.lang = $2 \
        LEFT JOIN content c ON c.id = n.content_id AND (c.author_id = $1 OR {visible $1}) \
        LEFT JOIN content r ON r.id = COALESCE(c.root_id, c.id) \
            AND (r.author_id = $1 OR r.state = 'published' OR r.id = c.id) \
        LEFT JOIN content_text rt ON rt.content_id = r.id AND rt.lang = $2 \
        LEFT JOIN content_text ro ON ro.content_id = r.id AND ro.lang = r.lang \
        LEFT JOIN ledger l ON l.id = n.ledger_id AND EXISTS (SELECT 1 FROM ledger_reader lp \
            WHERE lp.ledger_id = l.id AND lp.person_id = $1) \
        WHERE n.actor_id = $1 AND (n.created_at, n.id) < ($3, $4) \
        AND COALESCE(b.policy, 'open') <> 'blocked' \
        ORDER BY n.created_at DESC, n.id DESC LIMIT $5";
    /// One notification was read.
    pub NOTIFICATION_READ = "UPDATE notification SET read_at = $3 \
        WHERE id = $1 AND actor_id = $2 AND read_at IS NULL";
    /// All notifications were read.
    pub NOTIFICATIONS_READ = "UPDATE notification SET read_at = $2 \
        WHERE actor_id = $1 AND read_at IS NULL";
    /// What concerns a conversation was read.
    pub NOTIFICATIONS_SEEN = "UPDATE notification SET read_at = $3 WHERE actor_id = $1 \
        AND read_at IS NULL AND content_id IN (SELECT c.id FROM content c \
        WHERE c.id = $2 OR c.root_id = $2)";
    /// What concerns a ledger was read.
    pub NOTIFICATIONS_OF_LEDGER_SEEN = "UPDATE notification SET read_at = $3 WHERE actor_id = $1 \
        AND ledger_id = $2 AND read_at IS NULL";
    /// How many are unread; a hundred is enough to know.
    pub UNREAD = "SELECT CAST(COUNT(*) AS bigint) FROM (SELECT 1 AS one FROM notification \
        WHERE actor_id = $1 AND read_at IS NULL LIMIT 100) u";
}

/// Writes notifications. Nobody is told of what she did herself, of what somebody she keeps away
/// from did, or without an active account here.
pub async fn notify(tx: &mut Tx, notices: &[Notice]) -> Result<()> {
    notify_said(tx, notices, &SaidBy::default()).await
}

/// The same, with the names of who did it and for whom.
pub async fn notify_said(tx: &mut Tx, notices: &[Notice], said: &SaidBy) -> Result<()> {
    let (now, said) = (tx.now(), said.to_text());
    for n in notices.iter().filter(|n| n.by != Some(n.to)) {
        let id: RowId = tx.id();
        let values = args![id, n.to, n.kind, n.by, n.content, n.group, now, n.ledger, &said];
        tx.execute(&NOTIFY, values).await?;
    }
    Ok(())
}

/// The same for what is of one day, as reminders are: where the last one of a ledger is still unread, it stands at the top
/// again instead of hiding the new one.
pub async fn remind(tx: &mut Tx, notices: &[Notice]) -> Result<()> {
    let now = tx.now();
    for n in notices {
        let values = args![n.to, n.kind, n.ledger, now, n.by];
        if tx.execute(&RENEW, values).await? == 0 {
            notify(tx, std::slice::from_ref(n)).await?;
        }
    }
    Ok(())
}

/// Tells every facilitator of a community.
pub async fn notify_facilitators(
    tx: &mut Tx,
    group: ActorId,
    kind: &'static str,
    by: Option<ActorId>,
    content: Option<ContentId>,
) -> Result<()> {
    let hosts: Vec<(ActorId,)> = tx.all(&FACILITATOR_IDS, args![group]).await?;
    let notices: Vec<Notice> = hosts
        .into_iter()
        .map(|(to,)| Notice { to, kind, by, content, group: Some(group), ledger: None })
        .collect();
    notify(tx, &notices).await
}

/// One's own notifications, the newest first.
pub async fn list(
    q: &mut impl Query,
    viewer: &Viewer,
    lang: &Lang,
    after: Option<&Cursor>,
    limit: usize,
) -> Result<Page<Notification>> {
    let (time, id) = page::before(after);
    let values = args![viewer.actor_id, lang, time, id, page::rows(limit)];
    let rows = q.all(&NOTIFICATIONS, values).await?;
    Ok(Page::of(rows, limit, |n: &Notification| Cursor::by_time(n.created_at, n.id)))
}

/// Marks one of one's own notifications read.
pub async fn mark_read(store: &Store, viewer: &Viewer, id: RowId) -> Result<()> {
    let now = store.now();
    let mut tx = store.begin().await?;
    tx.execute(&NOTIFICATION_READ, args![id, viewer.actor_id, now]).await?;
    Ok(tx.save().await?)
}

/// Marks everything read that was written until now.
pub async fn mark_all_read(store: &Store, viewer: &Viewer) -> Result<()> {
    let now = store.now();
    let mut tx = store.begin().await?;
    tx.execute(&NOTIFICATIONS_READ, args![viewer.actor_id, now]).await?;
    Ok(tx.save().await?)
}

/// Marks read what concerns this content and the comments under it. Opening a page calls it; it
/// writes only when something is unread.
pub async fn mark_seen(store: &Store, viewer: &Viewer, content: ContentId) -> Result<()> {
    if viewer.unread == 0 {
        return Ok(());
    }
    let now = store.now();
    let mut tx = store.begin().await?;
    tx.execute(&NOTIFICATIONS_SEEN, args![viewer.actor_id, content, now]).await?;
    Ok(tx.save().await?)
}

/// Marks read what concerns this ledger. Opening its page calls it; it writes only when something is unread.
pub async fn mark_ledger_seen(store: &Store, viewer: &Viewer, ledger: LedgerId) -> Result<()> {
    if viewer.unread == 0 {
        return Ok(());
    }
    let now = store.now();
    let mut tx = store.begin().await?;
    tx.execute(&NOTIFICATIONS_OF_LEDGER_SEEN, args![viewer.actor_id, ledger, now]).await?;
    Ok(tx.save().await?)
}

/// How many are unread, at most 100.
pub async fn unread(q: &mut impl Query, actor: ActorId) -> Result<i64> {
    let (unread,): (i64,) = q.one(&UNREAD, args![actor]).await?;
    Ok(unread)
}
