//! What the coordinator of a programme can do. Whoever works for the party that coordinates it may.

mod conflicts;
mod suggesting;

use domain::{ActorId, Error, FieldErrors, Lang, Result, access::Who, id::LedgerId, text};
use people::{
    ledger::{self, Draft, Ledgers, Opening, Place, Seen, Side},
    organisations::Organisation,
};
use serde_json::{Map, Value, json};
use store::Query;

pub use conflicts::{Conflict, Declared, conflicts};
pub use suggesting::{Other, Suggested, Suggestions, suggest};

use crate::{
    application::{self, Applicant, KIND, Role, State, candidates::Candidate, entry, form},
    applying::existing,
    matching::{Bar, City, Criterion, Judgement, Reason, judge},
    programme::{Programme, weights},
    round,
    service::TEXT_MAX,
};

/// The most characters of what a candidate is introduced with.
const INTRODUCTION: usize = 400;
/// The most characters of a name, the most bytes of a word of a form, and the most words.
const NAME: usize = 200;
const WORD: usize = 60;
const WORDS: usize = 40;
/// The most people of all applicants together whose names are looked up.
const PEOPLE: usize = 1000;

/// The applications to a programme, for those who coordinate it, with all names in a language as far as they are known in
/// it. NotFound for everybody else.
pub async fn applicants(
    ledgers: &Ledgers,
    who: &Who,
    programme: &Programme,
    lang: &Lang,
) -> Result<Vec<Applicant>> {
    let mut q = ledgers.store().read();
    if !programme.is_coordinated_by(&mut q, who).await? {
        return Err(Error::NotFound);
    }
    let mut all = of_programme(&mut q, programme, who.person(), lang).await?;
    let origin = &ledgers.federation().live().ok_or(Error::NotFound)?.origin;
    let people = all.iter().flat_map(|a| a.declarers.values().cloned()).take(PEOPLE);
    let people: Vec<String> = people.collect();
    let names = ledger::names(&mut q, origin, &people, lang).await?;
    for a in &mut all {
        for name in a.declared.values_mut().flatten() {
            if let Some(called) = a.declarers.get(&*name).and_then(|iri| names.get(iri)) {
                name.clone_from(called);
            }
        }
    }
    Ok(all)
}

/// The same for whoever has asked whether this person coordinates it.
pub(crate) async fn of_programme(
    q: &mut impl Query,
    programme: &Programme,
    person: Option<ActorId>,
    lang: &Lang,
) -> Result<Vec<Applicant>> {
    // Anybody can name the programme in a ledger. One that came to the author herself, because her organisation was not
    // known there, is hers to see.
    let author = person.filter(|person| *person == programme.author);
    let own: Vec<ActorId> = author.into_iter().chain([programme.coordinator]).collect();
    let lines = ledger::about(q, KIND.name, &programme.iri, &own, lang).await?;
    let mut all: Vec<Applicant> = Vec::new();
    for line in lines {
        // What was sent twice is one application: the first.
        if all.iter().all(|a| a.line.first_id != line.first_id) {
            all.push(Applicant::of(line));
        }
    }
    Ok(all)
}

async fn coordinated(ledgers: &Ledgers, who: &Who, programme: &Programme) -> Result<()> {
    let mut q = ledgers.store().read();
    if programme.is_coordinated_by(&mut q, who).await? { Ok(()) } else { Err(Error::NotFound) }
}

/// The organisations that are known here, of this instance and of others, by their names in a language, without those
/// that coordinate the programme or are in it: whom one could invite.
pub async fn invitable(
    q: &mut impl Query,
    programme: &Programme,
    all: &[Applicant],
    lang: &Lang,
) -> Result<Vec<Organisation>> {
    let mut known = crate::parties::known(q, lang).await?;
    known.retain(|o| o.id != programme.coordinator && all.iter().all(|a| a.line.first_id != o.id));
    Ok(known)
}

/// Asks a city, here or on another instance, to apply. Errors of the fields `with` and `message`.
pub async fn invite(
    ledgers: &Ledgers,
    who: &Who,
    programme: &Programme,
    party: ActorId,
    message: &str,
) -> Result<LedgerId> {
    coordinated(ledgers, who, programme).await?;
    let message = text::block(message);
    if text::len(&message) > TEXT_MAX {
        return Err(Error::field("message", "content-error-long"));
    }
    if party == programme.coordinator {
        return Err(Error::field("with", "application-error-own"));
    }
    if existing(ledgers, &programme.iri, party).await?.is_some() {
        return Err(Error::field("with", "application-error-invited"));
    }
    let drafts = vec![
        Draft::new(
            entry::ABOUT,
            "",
            json!({ "title": programme.title, "programme": programme.iri }),
        ),
        Draft::new(entry::INVITATION, "", json!({ "text": message })),
    ];
    let parties = [party, programme.coordinator];
    ledger::open(ledgers, who, Opening { kind: &KIND, parties, side: Side::Second, drafts }).await
}

/// Takes an application, keeps it for later or declines it. `seen` is what stood on the page. Errors of the field `text`;
/// Conflict `application-error-changed` when the applicant has come in another role since, or has taken it back.
pub async fn decide(
    ledgers: &Ledgers,
    who: &Who,
    programme: &Programme,
    id: LedgerId,
    state: State,
    message: &str,
    seen: Option<&Seen>,
) -> Result<()> {
    let applicant = applicant(ledgers, who, programme, id).await?;
    let message = text::block(message);
    if !State::DECISIONS.contains(&state) || applicant.role.is_none() {
        return Err(Error::Conflict("application-error-state"));
    }
    if applicant.partners().next().is_some() && state != State::Accepted {
        return Err(Error::Conflict("application-error-matched"));
    }
    if state == State::Declined && message.is_empty() {
        return Err(Error::field("text", "application-error-reason"));
    }
    if text::len(&message) > TEXT_MAX {
        return Err(Error::field("text", "content-error-long"));
    }
    let now = ledgers.see(who, id).await?.now;
    let unseen = |place: &Place| seen.is_some_and(|seen| seen.of(&place.site) < place.sequence);
    if application::said_role(&now).any(unseen) {
        return Err(Error::Conflict("application-error-changed"));
    }
    // Whoever comes back is decided on anew, also when it is decided as before.
    let on = application::said_role(&now).max();
    let on = on.map(|place| format!("{} {}", place.site, place.sequence));
    let set = json!({ "state": state.as_str(), "text": message, "on": on });
    ledger::append(ledgers, who, id, seen, vec![Draft::new(entry::DECISION, "", set)]).await
}

async fn applicant(
    ledgers: &Ledgers,
    who: &Who,
    programme: &Programme,
    id: LedgerId,
) -> Result<Applicant> {
    let all = applicants(ledgers, who, programme, &Lang::english()).await?;
    all.into_iter().find(|a| a.line.id == id).ok_or(Error::NotFound)
}

/// Asks all who take part with whom they would like to work, and shows them who there is, one after the other
/// ([`round`]); asked again, whoever came later is shown too. Conflict `application-error-nobody` while one side has
/// nobody.
pub async fn ask_for_wishes(ledgers: &Ledgers, who: &Who, programme: &Programme) -> Result<()> {
    let all = applicants(ledgers, who, programme, &Lang::english()).await?;
    let taking = |role: Role| all.iter().filter(move |a| a.takes_part(role));
    if Role::ALL.into_iter().any(|role| taking(role).next().is_none()) {
        return Err(Error::Conflict("application-error-nobody"));
    }
    let asked = Role::ALL.into_iter().flat_map(taking).map(|a| a.line.id);
    round::set(ledgers, who.signed_in()?, programme.id, asked.collect(), true).await
}

/// No wish can be changed any more.
pub async fn end_wishes(ledgers: &Ledgers, who: &Who, programme: &Programme) -> Result<()> {
    let all = applicants(ledgers, who, programme, &Lang::english()).await?;
    let asked = all.iter().filter(|a| a.asked).map(|a| a.line.id);
    round::set(ledgers, who.signed_in()?, programme.id, asked.collect(), false).await
}

/// What one applicant is told of another: what it has said itself.
pub(crate) fn candidate(applicant: &Applicant) -> Candidate {
    let mut says = Map::new();
    says.insert("name".into(), text::excerpt(applicant.name(), NAME).into());
    says.insert("address".into(), absolute(applicant).into());
    for field in ["sectors", "stages", "languages", "country", "population", "forms"] {
        if let Some(value) = applicant.said.get(field).and_then(short) {
            says.insert(field.into(), value);
        }
    }
    let need = applicant.said.get("need").and_then(Value::as_str).unwrap_or_default();
    says.insert("text".into(), text::excerpt(need, INTRODUCTION).into());
    Candidate { iri: applicant.iri.clone(), says }
}

/// A value that came from elsewhere, as long as words of forms are; nothing for anything else.
fn short(value: &Value) -> Option<Value> {
    let word = |v: &Value| v.as_str().filter(|w| w.len() <= WORD).map(str::to_owned);
    match value {
        Value::Array(all) => {
            Some(all.iter().take(WORDS).filter_map(word).collect::<Vec<_>>().into())
        }
        other => word(other).map(Value::from),
    }
}

/// The address of an applicant as it can be typed on every instance.
fn absolute(applicant: &Applicant) -> String {
    let line = &applicant.line;
    if !line.first_host.is_empty() {
        return applicant.address();
    }
    let host = applicant.iri.split_once("://").map_or("", |(_, rest)| rest);
    let host = host.split('/').next().unwrap_or_default();
    format!("@{}@{host}", line.first_handle)
}

/// What a coordinator decides of two applicants.
#[derive(Debug, Clone, Copy)]
pub struct Pairing {
    /// The application of who helps.
    pub mentor: LedgerId,
    /// The application of who is helped.
    pub mentee: LedgerId,
    /// The euros of the small grant, where there is one.
    pub grant: Option<i64>,
}

/// Brings two applicants together: both learn of it, with the reasons. Repeating it changes nothing. Conflict
/// `application-error-pair` when they do not take part in these roles or one has declared a conflict,
/// `application-error-full` when the mentor has no room; errors of the field `grant`.
pub async fn pair(
    ledgers: &Ledgers,
    who: &Who,
    programme: &Programme,
    pairing: Pairing,
) -> Result<()> {
    let all = applicants(ledgers, who, programme, &Lang::english()).await?;
    let find = |id: LedgerId, role: Role| {
        let found = all.iter().find(|a| a.line.id == id && a.takes_part(role));
        found.ok_or(Error::Conflict("application-error-pair"))
    };
    let mentor = find(pairing.mentor, Role::Mentor)?;
    let mentee = find(pairing.mentee, Role::Mentee)?;
    let (giving, seeking) = (form::city(mentor), form::city(mentee));
    let judged = judge(&giving, &seeking, &weights(&programme.values));
    // A coordinator may know better than criteria, but not better than who says that it cannot.
    if matches!(judged.bar, Some(Bar::Conflict | Bar::Same)) {
        return Err(Error::Conflict("application-error-pair"));
    }
    // What only one of them has is written for the other as well.
    let has = |one: &Applicant, other: &Applicant| one.partners().any(|(iri, _)| iri == other.iri);
    let joined = has(mentor, mentee) || has(mentee, mentor);
    let full = !has(mentor, mentee) && mentor.partners().count() >= giving.capacity;
    let taken = !has(mentee, mentor) && mentee.partners().next().is_some();
    if full || taken || (!joined && !is_free(mentee, &all)) {
        return Err(Error::Conflict("application-error-full"));
    }
    if pairing.grant.is_some_and(|euros| !grants(programme, euros)) {
        return Err(beyond(programme));
    }
    for (one, other, role) in [(mentor, mentee, Role::Mentor), (mentee, mentor, Role::Mentee)] {
        let named = applicants(ledgers, who, programme, &one.lang()).await?;
        let other = named.iter().find(|a| a.iri == other.iri).unwrap_or(other);
        let set = json!({
            "state": "decided",
            "role": role.as_str(),
            "name": other.name(),
            "address": absolute(other),
            "grant": pairing.grant,
            "reasons": told(&judged, [&giving, &seeking]),
        });
        let draft = Draft::new(entry::MATCH, &*other.iri, set);
        ledger::append(ledgers, who, one.line.id, None, vec![draft]).await?;
    }
    Ok(())
}

/// The euros of a small grant as somebody types them; nothing for an empty line. Errors of the field `grant`.
pub fn grant(programme: &Programme, typed: &str) -> Result<Option<i64>> {
    let digits = typed.replace([' ', '\u{a0}'], "");
    if digits.is_empty() {
        return Ok(None);
    }
    let euros = digits.parse::<i64>().ok().filter(|euros| grants(programme, *euros));
    euros.map(Some).ok_or_else(|| beyond(programme))
}

/// Whether a programme gives grants of so many euros.
fn grants(programme: &Programme, euros: i64) -> bool {
    let (least, most) = programme.grant();
    euros >= least.unwrap_or_default() && most.is_none_or(|n| euros <= n)
}

/// What is said of a grant that is beyond the limits: which they are.
fn beyond(programme: &Programme) -> Error {
    let (least, most) = programme.grant();
    let least = ("least", least.unwrap_or_default().to_string());
    let mut errors = FieldErrors::default();
    match most {
        Some(most) => {
            let args = vec![least, ("most", most.to_string())];
            errors.add_with("grant", "application-error-grant", args);
        }
        None => errors.add_with("grant", "application-error-grant-least", vec![least]),
    }
    Error::Invalid(errors)
}

/// Whether nobody helps a city yet, as far as it says itself or somebody says who would.
pub fn is_free(mentee: &Applicant, all: &[Applicant]) -> bool {
    let helps = |a: &Applicant| a.partners_as(Role::Mentor).any(|(iri, _)| iri == mentee.iri);
    mentee.partners().next().is_none() && !all.iter().any(helps)
}

/// The reasons that two cities are told: without what each said to the coordinator alone, that is what they wished for,
/// and whether they have worked together when not both said so.
fn told(judged: &Judgement, [one, other]: [&City; 2]) -> Vec<Value> {
    let both = one.worked_with.contains(&other.id) && other.worked_with.contains(&one.id);
    let is_told = |reason: &&Reason| match reason.criterion {
        Criterion::Preference => false,
        Criterion::EarlierWork => both,
        _ => true,
    };
    let told = judged.reasons.iter().filter(is_told);
    told.filter_map(|reason| serde_json::to_value(reason).ok()).collect()
}

/// Parts two who were brought together. What they have in their workspace is theirs and stays.
pub async fn part(
    ledgers: &Ledgers,
    who: &Who,
    programme: &Programme,
    (mentor, mentee): (LedgerId, LedgerId),
) -> Result<()> {
    let all = applicants(ledgers, who, programme, &Lang::english()).await?;
    let find = |id: LedgerId| all.iter().find(|a| a.line.id == id).ok_or(Error::NotFound);
    let (mentor, mentee) = (find(mentor)?, find(mentee)?);
    for (one, other) in [(mentor, mentee), (mentee, mentor)] {
        if one.matches.contains_key(&other.iri) {
            let draft = Draft::new(entry::MATCH, &*other.iri, json!({ "state": "ended" }));
            ledger::append(ledgers, who, one.line.id, None, vec![draft]).await?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::{Weights, tests::city};

    #[test]
    fn what_one_city_says_alone_is_not_told_to_the_other() {
        let told = |mentor: &[&str], mentee: &[&str]| {
            let (mut one, mut other) = (city("a"), city("b"));
            one.worked_with = mentor.iter().map(|id| (*id).to_owned()).collect();
            other.worked_with = mentee.iter().map(|id| (*id).to_owned()).collect();
            let judged = judge(&one, &other, &Weights::default());
            told(&judged, [&one, &other])
        };
        let nobody = told(&[], &[]);
        assert_eq!(nobody.len(), Criterion::ALL.len() - 2, "neither that nor what they wish for");
        assert_eq!(told(&["b"], &[]), nobody, "the other does not learn that one said it");
        assert_eq!(told(&[], &["a"]), nobody);
        assert_eq!(told(&["b"], &["a"]).len(), nobody.len() + 1);
    }
}
