//! One post as it is shown: what begins a conversation, or an answer in it.

use askama::Template;
use domain::{
    ContentId, Lang, Time,
    access::{Action, Facts, Standing, State, Who, allowed},
};

use crate::{Html, Shell};

/// Who wrote something, ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// The name.
    pub name: String,
    /// The address of the profile.
    pub href: String,
    /// The city or organisation; empty when it is not known.
    pub city: String,
    /// The host of another instance; empty for this one.
    pub host: String,
}

/// A post with all that its reader sees of it.
#[derive(Debug, Clone)]
pub struct Post {
    /// Its id.
    pub id: ContentId,
    /// Who wrote it.
    pub author: Author,
    /// Whether she facilitates the community.
    pub facilitator: bool,
    /// When it was published, or a draft begun.
    pub at: Time,
    /// When its text was last changed after that.
    pub edited_at: Option<Time>,
    /// The language of the text.
    pub lang: Lang,
    /// The clean text.
    pub body: Html,
    /// Whether somebody has removed it, or its author withdrawn it.
    pub state: State,
    /// Why it was removed.
    pub reason: String,
    /// How many found it useful.
    pub useful: i64,
    /// Whether the reader is one of them.
    pub reacted: bool,
    /// Whether the reader saved it.
    pub bookmarked: bool,
    /// Whether the reader keeps away from its author.
    pub muted: bool,
    /// Whether it is the accepted answer.
    pub is_answer: bool,
    /// Where the text shown comes from, when it is a translation: `human` or `machine`.
    pub translation: &'static str,
    /// The language it was written in.
    pub original_lang: Lang,
    /// Whether it could be accepted as the answer to a question that has none yet.
    pub waits: bool,
    /// Whether it is made up.
    pub illustrative: bool,
    /// Whether it is for the members of its community.
    pub restricted: bool,
    /// Whether only its author sees it yet.
    pub is_draft: bool,
    /// Whether it begins the conversation.
    pub is_root: bool,
    /// Whether it belongs to a community.
    pub in_group: bool,
    /// Whether it is pinned there.
    pub pinned: bool,
    /// Whether the conversation is closed.
    pub locked: bool,
    /// Whom it answers, where its place in the page does not say so.
    pub answers: String,
    /// The page it stands on.
    pub page: String,
    /// Where its buttons lead back to.
    pub next: String,
    /// Where its author changes it.
    pub edit_href: String,
    /// Where it was published, when that was elsewhere.
    pub origin: Html,
}

/// What the reader can do with a post.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Can {
    /// Answer it.
    pub reply: bool,
    /// Mark it as useful, save it.
    pub react: bool,
    /// Change it.
    pub edit: bool,
    /// Withdraw it.
    pub withdraw: bool,
    /// Report it.
    pub report: bool,
    /// Choose it as the answer.
    pub accept: bool,
    /// Remove, pin and close it.
    pub moderate: bool,
}

impl Can {
    /// What the rules allow with a post. `accepts` says whether the reader may choose the answer
    /// of its conversation.
    pub fn of(who: &Who, standing: Standing, facts: &Facts, accepts: bool) -> Self {
        let may = |action| allowed(action, who, standing, facts);
        let own = matches!(facts, Facts::Content { author, .. } if who.actor() == Some(*author));
        Self {
            reply: may(Action::Comment),
            react: may(Action::React),
            edit: may(Action::Edit),
            withdraw: may(Action::Withdraw),
            // Nobody reports herself.
            report: may(Action::Report) && !own,
            accept: accepts,
            moderate: may(Action::Moderate),
        }
    }

    /// Whether there is anything in the menu of further actions.
    pub fn any(&self) -> bool {
        self.react || self.edit || self.withdraw || self.report || self.moderate
    }
}

#[derive(Template)]
#[template(path = "conversation/post.html")]
pub(super) struct PostView<'a> {
    pub shell: &'a Shell,
    pub post: &'a Post,
    pub can: Can,
    /// Whether only the buttons are wanted.
    pub bare: bool,
}

// A template's own output is HTML already.
impl askama::filters::HtmlSafe for PostView<'_> {}

impl PostView<'_> {
    /// Whether the text is in another language than the page, which is then said.
    fn foreign(&self) -> bool {
        self.post.lang.primary() != self.shell.tr().lang().primary()
    }

    /// The message about a translation.
    fn translated(&self) -> String {
        let key = format!("conversation-translated-{}", self.post.translation);
        let from = self.shell.tr().language(self.post.original_lang.as_str());
        self.shell.t1(&key, "language", from)
    }

    /// The same page with the texts in the language they were written in.
    fn original_href(&self) -> String {
        let lang = &self.post.original_lang;
        let anchor =
            if self.post.is_root { String::new() } else { format!("#comment-{}", self.post.id) };
        format!("{}?in={lang}{anchor}", self.post.page)
    }

    fn useful(&self) -> String {
        if self.post.useful > 0 {
            self.shell.t1("conversation-useful-count", "n", self.post.useful)
        } else {
            self.shell.t("conversation-useful").to_owned()
        }
    }

    fn bookmark(&self) -> String {
        let deed = if self.post.bookmarked { "unbookmark" } else { "bookmark" };
        format!("/content/{}/{deed}", self.post.id)
    }

    fn reply_href(&self) -> String {
        if self.post.is_root {
            "#reply".to_owned()
        } else {
            format!("{}?reply={}#reply", self.post.page, self.post.id)
        }
    }

    fn link(&self) -> String {
        if self.post.is_root {
            self.post.page.clone()
        } else {
            format!("{}#comment-{}", self.post.page, self.post.id)
        }
    }
}

impl Post {
    /// The picture of its author.
    pub fn picture(&self) -> Html {
        crate::pieces::avatar(&self.author.name, "")
    }

    /// Whether its text can be read.
    pub fn is_there(&self) -> bool {
        matches!(self.state, State::Published | State::Draft)
    }
}
