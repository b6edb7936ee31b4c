//! Beginning an adaptation: a draft of one's own that starts from somebody else's thing.

use std::iter;

use domain::{
    ActorId, ContentId, Error, FieldErrors, Lang, Origin, Result, Visibility,
    access::{State, Who, act, permit},
    text,
};
use serde_json::Value;
use store::{Query, Tx, args, statements};

use super::{Adaptation, Relation, SourceState, licence::Terms, told};
use crate::{
    Draft, Goal, Kind, Publishing, Scope, Shape,
    activity::object::{self, Labels},
    draft,
    federating::whole,
    files, markdown,
    model::{Content, ContentText},
    parts::{
        self,
        writing::{Under, insert},
    },
    prepare::{Prepared, prepare},
    service::{acting, place},
    sql::{self, Position, SECTORS_OF},
};

statements! {
    OWN_DRAFT = "SELECT a.content_id FROM adaptation a JOIN content c ON c.id = a.content_id \
        WHERE a.source_id = $1 AND c.author_id = $2 AND c.state = 'draft' AND a.relation = $3 \
        ORDER BY c.created_at DESC LIMIT 1";
    SAID_THERE = "SELECT document FROM remote_content WHERE content_id = $1";
    PLACE_OF = "SELECT COALESCE(o.name, '') FROM content c LEFT JOIN affiliation f ON f.person_id = c.author_id \
        LEFT JOIN actor o ON o.id = COALESCE(c.organisation_id, f.organisation_id) WHERE c.id = $1";
}

/// The licence of a sheet that begins without the text of its source.
const OWN_LICENCE: &str = "CC-BY-4.0";

/// What somebody wants to take up, and how.
#[derive(Debug, Clone)]
pub struct Adopt {
    /// The source, as it is here.
    pub source: ContentId,
    /// How her thing will stand to it.
    pub relation: Relation,
    /// The language of the version that is taken over; of a translation, the one it is to be in.
    pub lang: Lang,
    /// The organisation on whose behalf she does it: her own one.
    pub organisation: Option<ActorId>,
    /// Whether it is made up for demonstration; what is made of something invented always is.
    pub illustrative: bool,
}

/// What the licence of a thing allows to somebody; of her own, everything.
pub fn terms(who: &Who, content: &Content) -> Terms {
    if who.actor() == Some(content.author_id) {
        Terms::OWN
    } else {
        Terms::of(content.licence.as_deref())
    }
}

/// Begins an adaptation as a draft and returns its id; a draft of the same that was begun before is
/// returned as it is. Needs Read of the source, which must be published.
///
/// The draft has the text of the source as far as its licence allows, but for what tells of the
/// place where it was done; a translation has only what is the same in every language. A whole is taken up
/// with its parts, and files of this instance come along as far as there is room for them, but for those of a translation.
/// What is not for everybody stays where it is. Invalid `relation` where the licence or the kind forbids it, when the newest
/// text of a part is not here ([`crate::parts::fetch`]) or longer than one here may be. `labels` and `origin` say what the document of a
/// source of this instance is.
pub async fn adopt(
    p: &Publishing,
    who: &Who,
    labels: &dyn Labels,
    origin: Option<&Origin>,
    new: Adopt,
) -> Result<ContentId> {
    let author = acting(who)?;
    who.signed_in()?;
    let mut q = p.store().read();
    let (source, kind) = adaptable(p, &mut q, who, new.source).await?;
    let terms = terms(who, &source);
    if !kind.relations.contains(&new.relation) {
        return Err(Error::field("relation", "content-error-choose"));
    }
    if !terms.allow(new.relation) {
        let key = match terms.word() {
            _ if !kind.relations.contains(&Relation::Adopted) => "lineage-error-licence",
            "nd" => "lineage-error-nd",
            _ => "lineage-error-unknown",
        };
        return Err(Error::field("relation", key));
    }
    let begun: Option<(ContentId,)> =
        q.optional(&OWN_DRAFT, args![source.id, author, new.relation.as_str()]).await?;
    if let Some((begun,)) = begun {
        return Ok(begun);
    }
    let text = match sql::text_in(&mut q, source.id, &new.lang).await? {
        Some(text) => text,
        None => sql::text_in(&mut q, source.id, &source.lang).await?.ok_or(Error::NotFound)?,
    };
    let sectors: Vec<(String,)> = q.all(&SECTORS_OF, args![source.id]).await?;
    let sectors = sectors.into_iter().map(|s| s.0).collect();
    let draft = begin(kind, &source, &text, sectors, &new, terms);
    let ready = prepare(p.kinds(), &accepted(kind, draft), Goal::Keep)?;
    let (from, parts) = parts_of(p, &mut q, kind, source.id, &ready.draft).await?;
    let mut said = remember(&mut q, &source, &text).await?;
    said.relation = new.relation;
    said.source_digest = told_by(p, labels, origin, &source).await?.unwrap_or_default();

    let now = p.store().now();
    let id: ContentId = p.store().id();
    let mut tx = p.store().begin().await?;
    // What could be read a moment ago may have been withdrawn.
    readable(&mut tx, who, new.source).await?;
    let (group, visibility) = place(&mut tx, who, author, ready.kind, &ready.draft).await?;
    let position = Position {
        author,
        group,
        visibility,
        root: None,
        parent: None,
        depth: 0,
        state: State::Draft,
    };
    sql::insert(&mut tx, id, &ready, &position, now).await?;
    super::put(&mut tx, &Adaptation { content_id: id, ..said }).await?;
    let organisation = ready.draft.organisation;
    let under = Under { whole: id, author, organisation, group, visibility, state: State::Draft };
    let made = insert(p, &mut tx, &under, 1, &parts, now).await?;
    if terms.copies() && new.relation != Relation::Translated {
        for (from, to) in iter::once((source.id, id)).chain(iter::zip(from, made)) {
            files::take_along(p, &mut tx, who, from, to).await?;
        }
    }
    tx.save().await?;
    Ok(id)
}

/// The parts of the source, and in the same order those with which it begins, each in the language of the draft where there
/// is such a version.
/// What has only been named by the instance of the source is not taken over as nothing.
async fn parts_of(
    p: &Publishing,
    q: &mut impl Query,
    kind: &Kind,
    source: ContentId,
    whole: &Draft,
) -> Result<(Vec<ContentId>, Vec<Prepared>)> {
    let (mut from, mut ready) = (Vec::new(), Vec::new());
    let Some(kind) = kind.parts else { return Ok((from, ready)) };
    for part in parts::of(q, source, &whole.lang).await? {
        if part.state != State::Published {
            continue;
        }
        // An earlier text would be taken over as if it were today's.
        if !part.current {
            return Err(Error::field("relation", "lineage-error-parts"));
        }
        let said = match sql::text_in(q, part.id, &whole.lang).await? {
            Some(said) => said,
            None => sql::text_in(q, part.id, &part.original).await?.ok_or(Error::NotFound)?,
        };
        let html = said.body_html;
        let body = if said.body_md.is_empty() { markdown::plain(&html) } else { said.body_md };
        let draft = Draft {
            title: said.title,
            body,
            group: whole.group,
            visibility: whole.visibility,
            organisation: whole.organisation,
            illustrative: whole.illustrative,
            ..Draft::new(kind.name, said.lang)
        };
        fits(kind, &draft)?;
        ready.push(prepare(p.kinds(), &accepted(kind, draft), Goal::Keep)?);
        from.push(part.id);
    }
    Ok((from, ready))
}

/// A part whose text is longer than this instance takes would begin without any, and nobody would notice.
fn fits(kind: &Kind, part: &Draft) -> Result<()> {
    let Err(wrong) = draft::check(kind, part, Goal::Keep) else { return Ok(()) };
    let mut errors = FieldErrors::default();
    if wrong.of("body").is_some() {
        let title = text::excerpt(&part.title, draft::TITLE_MAX);
        let args = vec![("title", title), ("max", draft::BODY_MAX.to_string())];
        errors.add_with("relation", "lineage-error-part-long", args);
    }
    errors.check()
}

async fn readable(q: &mut impl Query, who: &Who, id: ContentId) -> Result<Content> {
    let content = sql::load(q, who, id).await?;
    let content = permit::<act::Read, Content>(who, content.standing, content)?.into_inner();
    if content.state == State::Published && content.root_id.is_none() {
        Ok(content)
    } else {
        Err(Error::NotFound)
    }
}

/// The thing, when it is of a kind that can be taken up. Needs Read.
async fn adaptable(
    p: &Publishing,
    q: &mut impl Query,
    who: &Who,
    id: ContentId,
) -> Result<(Content, &'static Kind)> {
    let content = readable(q, who, id).await?;
    let kind = p.kinds().get(&content.kind).filter(|kind| kind.adapted.is_some());
    Ok((content, kind.ok_or(Error::NotFound)?))
}

/// The draft with which an adaptation begins.
fn begin(
    kind: &Kind,
    source: &Content,
    text: &ContentText,
    sectors: Vec<String>,
    new: &Adopt,
    terms: Terms,
) -> Draft {
    let whole = sql::draft_of(source, text, sectors);
    let translated = new.relation == Relation::Translated;
    let copies = terms.copies() && !translated;
    let mut out = Draft {
        lang: if translated || !copies { new.lang.clone() } else { text.lang.clone() },
        sectors: whole.sectors,
        illustrative: source.illustrative || new.illustrative,
        organisation: new.organisation,
        licence: Some(OWN_LICENCE.to_owned()),
        ..Draft::new(kind.name, new.lang.clone())
    };
    if source.visibility == Visibility::Members || source.visibility == Visibility::Local {
        out.group = source.group_id;
        out.visibility = source.visibility;
    }
    if terms.copies() {
        out.licence = whole.licence;
    }
    if copies {
        (out.title, out.summary, out.body) = (whole.title, whole.summary, whole.body);
    }
    for field in kind.fields {
        let Some(value) = whole.values.get(field.name) else { continue };
        // To which group of people something is addressed is no text that anybody could own.
        let fact = matches!(field.shape, Shape::Choice(_) | Shape::Choices(_));
        let taken = match field.scope {
            // A translation tells of the same place.
            Scope::Neutral if translated => true,
            _ if field.own => false,
            Scope::Neutral => fact || copies,
            Scope::Translated => copies,
        };
        if taken {
            out.values.insert(field.name.into(), value.clone());
        }
    }
    out
}

/// The draft without what the rules of this instance refuse: another may have other rules.
fn accepted(kind: &Kind, mut draft: Draft) -> Draft {
    draft.title = text::excerpt(&draft.title, draft::TITLE_MAX);
    draft.summary = text::excerpt(&draft.summary, draft::SUMMARY_MAX);
    for _ in 0..3 {
        let Err(errors) = draft::check(kind, &draft, Goal::Keep) else { break };
        for error in &errors.0 {
            let name = error.field.split('.').next().unwrap_or_default();
            match name {
                "licence" => draft.licence = None,
                "sectors" => draft.sectors.clear(),
                "body" => draft.body.clear(),
                name => drop(draft.values.remove(name)),
            }
        }
    }
    draft
}

/// What is kept of a source in case that it goes.
pub(super) async fn remember(
    q: &mut impl Query,
    source: &Content,
    text: &ContentText,
) -> Result<Adaptation> {
    let city = source.details.get("city").and_then(Value::as_str).unwrap_or_default();
    let place = if city.is_empty() {
        let (name,): (String,) = q.one(&PLACE_OF, args![source.id]).await?;
        name
    } else {
        city.to_owned()
    };
    Ok(Adaptation {
        content_id: source.id,
        source_id: Some(source.id),
        source_iri: source.ap_id.clone(),
        relation: Relation::Adopted,
        source_revision: source.revision,
        source_updated: source.edited_at.or(source.published_at),
        source_digest: String::new(),
        source_title: text.title.clone(),
        source_lang: text.lang.to_string(),
        source_place: place,
        source_licence: source.licence.clone(),
        source_state: SourceState::There,
    })
}

/// The digest of what a source says now: of one elsewhere, as it came.
pub(super) async fn told_by(
    p: &Publishing,
    labels: &dyn Labels,
    origin: Option<&Origin>,
    source: &Content,
) -> Result<Option<String>> {
    let mut q = p.store().read();
    if !source.host.is_empty() {
        let row: Option<(String,)> = q.optional(&SAID_THERE, args![source.id]).await?;
        let document = row.and_then(|(text,)| serde_json::from_str::<Value>(&text).ok());
        return Ok(document.as_ref().and_then(told::digest));
    }
    // Before an origin is fixed nothing has an id, and nothing leaves.
    let Some(origin) = origin.filter(|_| object::leaves(source)) else { return Ok(None) };
    let whole = whole(&mut q, origin, source.id).await?;
    let kind = p.kinds().or_article(&source.kind);
    Ok(told::digest(&Value::Object(object::object(origin, kind, &whole, labels))))
}

/// Puts an adaptation back to what its source says now.
pub(super) async fn remember_again(
    tx: &mut Tx,
    before: &Adaptation,
    source: &Content,
    digest: Option<String>,
) -> Result<()> {
    let text = sql::text_in(tx, source.id, &source.lang).await?.ok_or(Error::NotFound)?;
    let now = remember(tx, source, &text).await?;
    let again = Adaptation {
        content_id: before.content_id,
        relation: before.relation,
        source_state: before.source_state,
        source_digest: digest.unwrap_or_default(),
        ..now
    };
    super::put(tx, &again).await
}
