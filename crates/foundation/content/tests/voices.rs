//! What others say of a thing: reviews, endorsements, and asking for them. On both databases.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::time::Duration;

use domain::{
    ActorId, ContentId, Error, Lang, Visibility,
    access::{State, Who},
};
use federation::{ActorState, actor};
use guildhall_content::{
    Draft, Goal, Publishing, coauthors,
    kind::Voice,
    read::{self, Filter, Quality, Sort},
    search::{self, Scope},
    service,
    testing::{OPINION, SHEET, USE, full, publishing, reply},
    voices::{self, Asked},
};
use people::{
    notifications,
    testing::{City, Person, city},
};
use store::{Store, TestClock};

fn bg() -> Lang {
    Lang::bulgarian()
}

fn opinion() -> Draft {
    full(&OPINION, &bg())
}

fn used(organisation: ActorId) -> Draft {
    Draft { organisation: Some(organisation), ..full(&USE, &bg()) }
}

fn sheet(group: Option<ActorId>) -> Draft {
    let mut draft = full(&SHEET, &bg());
    for (field, _) in &guildhall_content::lineage::FIELDS {
        draft.values.remove(field.name);
    }
    Draft { group, ..draft }
}

async fn publish(p: &Publishing, who: &Person, group: Option<ActorId>) -> ContentId {
    service::publish(p, &who.who, &sheet(group)).await.unwrap()
}

async fn say(
    p: &Publishing,
    who: &Person,
    of: ContentId,
    draft: &Draft,
) -> domain::Result<ContentId> {
    voices::begin(p, &who.who, of, draft, Goal::Publish).await
}

async fn said(p: &Publishing, who: &Who, of: ContentId, voice: Voice) -> Vec<voices::Said> {
    let mut q = p.store().read();
    let page = read::page(&mut q, p.kinds(), who, of, &[]).await.unwrap();
    voices::read::of(&mut q, who, &page.content, voice, &bg()).await.unwrap()
}

/// How many reviews and how many who use it stand on the card.
async fn counts(p: &Publishing, id: ContentId) -> (i64, i64) {
    let mut q = p.store().read();
    let card = read::cards(&mut q, &Who::Visitor, &[id], &bg()).await.unwrap().remove(0);
    (card.review_count, card.endorsement_count)
}

async fn told(p: &Publishing, city: &City, who: &Person) -> Vec<String> {
    let viewer = city.viewer(who).await;
    let mut q = p.store().read();
    let page = notifications::list(&mut q, &viewer, &bg(), None, 50).await.unwrap();
    page.items.into_iter().map(|n| n.kind).collect()
}

fn refused(result: domain::Result<ContentId>) -> &'static str {
    match result {
        Err(Error::Forbidden(key) | Error::Conflict(key)) => key,
        other => panic!("{other:?}"),
    }
}

store::on_both! {
    async fn a_review_is_written_published_and_withdrawn(store: Store, clock: TestClock) {
        let (p, city) = (publishing(&store), city(&store).await);
        let (elena, boris) = (city.person("elena").await, city.person("boris").await);
        let vera = city.person("vera").await;
        let id = publish(&p, &elena, None).await;
        coauthors::add(&p, &elena.who, id, "vera").await.unwrap();
        clock.advance(Duration::from_secs(1));
        let review = voices::begin(&p, &boris.who, id, &opinion(), Goal::Keep).await.unwrap();
        assert_eq!(counts(&p, id).await, (0, 0), "a draft is its author's alone");
        assert!(told(&p, &city, &elena).await.is_empty());
        for other in [Who::Visitor, elena.who, vera.who] {
            let page = read::page(&mut store.read(), p.kinds(), &other, review, &[]).await;
            assert!(matches!(page, Err(Error::NotFound)), "{page:?}");
        }
        service::publish_saved(&p, &boris.who, review, &opinion()).await.unwrap();
        assert_eq!(counts(&p, id).await, (1, 0));
        assert_eq!(told(&p, &city, &elena).await, ["reviewed"]);
        assert_eq!(told(&p, &city, &vera).await, ["reviewed", "coauthor"]);
        let all = said(&p, &Who::Visitor, id, Voice::Review).await;
        assert_eq!(all.iter().map(|s| (s.card.id, s.earlier)).collect::<Vec<_>>(), [(review, false)]);
        // It is no comment, and no thing of a list.
        let mut q = store.read();
        assert!(read::thread(&mut q, &Who::Visitor, id, &bg(), None).await.unwrap().0.is_empty());
        let listed = read::list(&mut q, &Who::Visitor, &Filter::default(), &bg(), None, 9).await.unwrap();
        assert_eq!(listed.items.iter().map(|c| (c.id, c.comment_count)).collect::<Vec<_>>(), [(id, 0)]);
        let found = search::find(&mut q, &Who::Visitor, "текст", &Scope::default(), &bg(), 0, 9).await.unwrap();
        assert!(found.found.iter().all(|f| f.card.id == id), "it is found with what it is about");
        drop(q);
        // Those who write the thing do not write what is said of it.
        let edit = service::edit(&p, &vera.who, review, &opinion(), "", None).await;
        assert!(matches!(edit, Err(Error::Forbidden(_))), "{edit:?}");
        service::withdraw(&p, &boris.who, review).await.unwrap();
        assert_eq!(counts(&p, id).await, (0, 0));
        assert!(said(&p, &Who::Visitor, id, Voice::Review).await.is_empty());
        assert!(say(&p, &boris, id, &opinion()).await.is_ok(), "she may think of it anew");
    }

    async fn it_speaks_of_the_state_that_was_read(store: Store, clock: TestClock) {
        let (p, city) = (publishing(&store), city(&store).await);
        let (elena, boris) = (city.person("elena").await, city.person("boris").await);
        let id = publish(&p, &elena, None).await;
        let review = say(&p, &boris, id, &opinion()).await.unwrap();
        clock.advance(Duration::from_secs(1));
        let changed = Draft { title: "Ново".into(), ..sheet(None) };
        service::edit(&p, &elena.who, id, &changed, "", None).await.unwrap();
        assert!(said(&p, &Who::Visitor, id, Voice::Review).await[0].earlier);
        let again = Draft { body: "Още по-добре".into(), ..opinion() };
        service::edit(&p, &boris.who, review, &again, "", None).await.unwrap();
        assert!(!said(&p, &Who::Visitor, id, Voice::Review).await[0].earlier);
        assert_eq!(read::revisions(&mut store.read(), &Who::Visitor, review).await.unwrap().len(), 1);
    }

    async fn an_answer_stands_in_both_conversations(store: Store) {
        let (p, city) = (publishing(&store), city(&store).await);
        let (elena, boris) = (city.person("elena").await, city.person("boris").await);
        let id = publish(&p, &elena, None).await;
        let review = say(&p, &boris, id, &opinion()).await.unwrap();
        reply(&p, &boris.who, id, "Въпрос").await;
        let answer = reply(&p, &elena.who, review, "Благодаря").await;
        assert_eq!(told(&p, &city, &boris).await, ["reply"]);
        let mut q = store.read();
        let under = read::thread(&mut q, &Who::Visitor, review, &bg(), None).await.unwrap().0;
        assert_eq!(under.iter().map(|t| t.comment.id).collect::<Vec<_>>(), [answer]);
        assert_eq!(read::thread(&mut q, &Who::Visitor, id, &bg(), None).await.unwrap().0.len(), 2);
        drop(q);
        assert!(said(&p, &Who::Visitor, id, Voice::Review).await[0].answered);
    }

    async fn nobody_judges_her_own(store: Store) {
        let (p, city) = (publishing(&store), city(&store).await);
        let organisation = city.organisation;
        let elena = city.person("elena").of(organisation).await;
        let (vera, boris) = (city.person("vera").await, city.person("boris").await);
        let colleague = city.person("colleague").of(organisation).await;
        let id = publish(&p, &elena, None).await;
        coauthors::add(&p, &elena.who, id, "vera").await.unwrap();
        assert_eq!(refused(say(&p, &elena, id, &opinion()).await), "content-error-attest-own");
        assert_eq!(refused(say(&p, &vera, id, &opinion()).await), "content-error-attest-own");
        assert_eq!(refused(say(&p, &colleague, id, &opinion()).await), "content-error-attest-same");
        assert_eq!(refused(say(&p, &colleague, id, &used(organisation)).await), "content-error-attest-same");
        say(&p, &boris, id, &opinion()).await.unwrap();
        assert_eq!(refused(say(&p, &boris, id, &opinion()).await), "content-error-attest-twice");
        let visitor = voices::begin(&p, &Who::Visitor, id, &opinion(), Goal::Publish).await;
        assert!(matches!(visitor, Err(Error::SignIn)), "{visitor:?}");
        service::lock(&p, &city.admin.who, id, true).await.unwrap();
        assert_eq!(refused(say(&p, &city.person("late").await, id, &opinion()).await), "content-error-locked");
        // It is neither a thing of its own nor said of what takes none.
        assert!(matches!(service::publish(&p, &boris.who, &opinion()).await, Err(Error::Invalid(_))));
        let review = said(&p, &Who::Visitor, id, Voice::Review).await[0].card.id;
        let of_review = say(&p, &city.person("other").await, review, &opinion()).await;
        assert!(matches!(of_review, Err(Error::NotFound)), "{of_review:?}");
    }

    async fn what_is_for_members_is_judged_by_members(store: Store) {
        let (p, city) = (publishing(&store), city(&store).await);
        let elena = city.person("elena").await;
        let jobs = city.community("jobs").by(&elena).visible(Visibility::Members).await;
        let boris = city.person("boris").member_of(jobs).await;
        let vera = city.person("vera").await;
        let id = publish(&p, &elena, Some(jobs)).await;
        assert!(matches!(say(&p, &vera, id, &opinion()).await, Err(Error::NotFound)));
        let review = say(&p, &boris, id, &opinion()).await.unwrap();
        let page = read::page(&mut store.read(), p.kinds(), &boris.who, review, &[]).await.unwrap();
        assert_eq!((page.content.visibility, page.content.group_id), (Visibility::Members, Some(jobs)));
        assert!(read::page(&mut store.read(), p.kinds(), &vera.who, review, &[]).await.is_err());
        // Its facilitator moderates it as she does comments.
        service::remove(&p, &elena.who, review, "причина").await.unwrap();
        let page = read::page(&mut store.read(), p.kinds(), &elena.who, id, &[]).await.unwrap();
        assert_eq!(page.content.review_count, 0);
        assert_eq!(refused(say(&p, &boris, id, &opinion()).await), "content-error-attest-twice");
        service::restore(&p, &elena.who, review).await.unwrap();
        assert_eq!(said(&p, &boris.who, id, Voice::Review).await.len(), 1);
    }

    async fn an_organisation_says_once_that_it_uses_something(store: Store) {
        let (p, city) = (publishing(&store), city(&store).await);
        let varna = city.another_organisation("varna").await;
        let ruse = city.another_organisation("ruse").await;
        let elena = city.person("elena").of(city.organisation).await;
        let boris = city.person("boris").of(varna).await;
        let (colleague, vera) = (city.person("colleague").of(varna).await, city.person("vera").of(ruse).await);
        let id = publish(&p, &elena, None).await;
        let alone = say(&p, &city.person("alone").await, id, &full(&USE, &bg())).await;
        assert!(matches!(alone, Err(Error::Invalid(e)) if e.of("organisation").is_some()));
        let other = say(&p, &boris, id, &used(ruse)).await;
        assert!(matches!(other, Err(Error::Invalid(_))), "for her own organisation alone: {other:?}");
        let first = say(&p, &boris, id, &used(varna)).await.unwrap();
        assert_eq!(refused(say(&p, &colleague, id, &used(varna)).await), "content-error-attest-twice");
        say(&p, &vera, id, &used(ruse)).await.unwrap();
        assert_eq!(counts(&p, id).await, (0, 2));
        assert_eq!(told(&p, &city, &elena).await, ["endorsed", "endorsed"]);
        let all = said(&p, &Who::Visitor, id, Voice::Endorsement).await;
        assert_eq!(all.iter().map(|s| s.card.organisation_id).collect::<Vec<_>>(), [Some(varna), Some(ruse)]);
        assert!(all[0].field("how").starts_with("how"));
        // A list can be narrowed and ordered by it.
        let mut q = store.read();
        let other = publish(&p, &elena, None).await;
        let filter = Filter { quality: vec![Quality::Used], ..Filter::default() };
        assert_eq!(read::ids(&mut q, &Who::Visitor, &filter).await.unwrap(), [id]);
        let counted = read::facet_counts(&mut q, &Who::Visitor, &Filter::default()).await.unwrap();
        assert_eq!((counted.of("quality", "used"), counted.of("quality", "reviewed")), (1, 0));
        let by_use = Filter { sort: Sort::Used, ..Filter::default() };
        let page = read::list(&mut q, &Who::Visitor, &by_use, &bg(), None, 1).await.unwrap();
        assert_eq!(page.items[0].id, id);
        let rest = read::list(&mut q, &Who::Visitor, &by_use, &bg(), page.next.as_ref(), 1).await.unwrap();
        assert_eq!(rest.items[0].id, other);
        drop(q);
        service::withdraw(&p, &boris.who, first).await.unwrap();
        assert_eq!(counts(&p, id).await, (0, 1));
        // It ends with its organisation, and with what is used.
        let mut tx = store.begin().await.unwrap();
        actor::set_state(&mut tx, ruse, ActorState::Closed).await.unwrap();
        tx.save().await.unwrap();
        assert!(said(&p, &Who::Visitor, id, Voice::Endorsement).await.is_empty());
        voices::sweep(&p).await.unwrap();
        assert_eq!(counts(&p, id).await, (0, 0));
        let last = say(&p, &colleague, id, &used(varna)).await.unwrap();
        service::withdraw(&p, &elena.who, id).await.unwrap();
        let gone = read::page(&mut store.read(), p.kinds(), &colleague.who, last, &[]).await;
        assert!(matches!(gone, Err(Error::Gone)), "{gone:?}");
    }

    async fn somebody_is_asked_for_a_review(store: Store, clock: TestClock) {
        let (p, city) = (publishing(&store), city(&store).await);
        let elena = city.person("elena").of(city.organisation).await;
        let (boris, vera) = (city.person("boris").await, city.person("vera").await);
        city.person("colleague").of(city.organisation).await;
        let id = publish(&p, &elena, None).await;
        let wrong = |result| match result {
            Err(Error::Invalid(errors)) => { let e: domain::FieldErrors = errors; e.of("handle").unwrap().key }
            other => panic!("{other:?}"),
        };
        assert_eq!(wrong(voices::asking::ask(&p, &elena.who, id, "nobody").await), "error-colleague-unknown");
        assert_eq!(wrong(voices::asking::ask(&p, &elena.who, id, "elena").await), "content-error-ask-own");
        assert_eq!(wrong(voices::asking::ask(&p, &elena.who, id, "colleague").await), "content-error-ask-own");
        assert!(matches!(voices::asking::ask(&p, &vera.who, id, "boris").await, Err(Error::Forbidden(_))));
        voices::asking::ask(&p, &elena.who, id, " @Boris").await.unwrap();
        voices::asking::ask(&p, &elena.who, id, "vera").await.unwrap();
        assert_eq!(told(&p, &city, &boris).await, ["review-asked"]);
        assert!(matches!(voices::asking::answer(&p, &city.admin.who, id, true).await, Err(Error::NotFound)));
        voices::asking::answer(&p, &boris.who, id, true).await.unwrap();
        clock.advance(Duration::from_secs(1));
        voices::asking::answer(&p, &vera.who, id, false).await.unwrap();
        assert_eq!(told(&p, &city, &elena).await, ["review-declined", "review-accepted"]);
        let asked = voices::asking::of(&p, &mut store.read(), &elena.who, id, &bg()).await.unwrap();
        assert_eq!(asked.iter().map(|r| r.state).collect::<Vec<_>>(), [Asked::Accepted, Asked::Declined]);
        say(&p, &boris, id, &opinion()).await.unwrap();
        let asked = voices::asking::of(&p, &mut store.read(), &elena.who, id, &bg()).await.unwrap();
        assert_eq!(asked.len(), 1, "who has written is not asked any more");
        assert_eq!(wrong(voices::asking::ask(&p, &elena.who, id, "boris").await), "content-error-ask-done");
        let page = read::page(&mut store.read(), p.kinds(), &elena.who, id, &[]).await.unwrap();
        assert_eq!(page.content.state, State::Published);
    }

    /// Neither those who write it with her nor their organisations judge it, in whichever order it happens.
    async fn whoever_writes_it_too_does_not_judge_it(store: Store) {
        let (p, city) = (publishing(&store), city(&store).await);
        let varna = city.another_organisation("varna").await;
        let elena = city.person("elena").of(city.organisation).await;
        let vera = city.person("vera").of(varna).await;
        let (colleague, boris) = (city.person("colleague").of(varna).await, city.person("boris").await);
        let id = publish(&p, &elena, None).await;
        say(&p, &boris, id, &opinion()).await.unwrap();
        let own = coauthors::add(&p, &elena.who, id, "boris").await;
        assert!(matches!(own, Err(Error::Invalid(e)) if e.of("handle").unwrap().key == "content-error-coauthor-voice"));
        coauthors::add(&p, &elena.who, id, "vera").await.unwrap();
        assert_eq!(refused(say(&p, &colleague, id, &used(varna)).await), "content-error-attest-same");
        assert_eq!(refused(say(&p, &colleague, id, &opinion()).await), "content-error-attest-same");
        coauthors::remove(&p, &elena.who, id, vera.actor).await.unwrap();
        say(&p, &colleague, id, &used(varna)).await.unwrap();
        let own = coauthors::add(&p, &elena.who, id, "vera").await;
        assert!(matches!(own, Err(Error::Invalid(_))), "her organisation has confirmed it: {own:?}");
    }

    async fn whom_the_author_has_blocked_says_nothing(store: Store) {
        let (p, city) = (publishing(&store), city(&store).await);
        let (elena, boris, vera) = (city.person("elena").await, city.person("boris").await, city.person("vera").await);
        let id = publish(&p, &elena, None).await;
        people::avoidance::avoid(&store, &elena.who, boris.actor, people::avoidance::Avoidance::Block).await.unwrap();
        assert_eq!(refused(say(&p, &boris, id, &opinion()).await), "content-error-blocked");
        say(&p, &vera, id, &opinion()).await.unwrap();
        people::avoidance::avoid(&store, &boris.who, vera.actor, people::avoidance::Avoidance::Mute).await.unwrap();
        assert!(said(&p, &boris.who, id, Voice::Review).await.is_empty(), "he does not want to read her");
        assert_eq!(said(&p, &elena.who, id, Voice::Review).await.len(), 1);
    }

    /// What a moderator took away is not withdrawn and said again.
    async fn what_was_removed_is_not_said_again(store: Store) {
        let (p, city) = (publishing(&store), city(&store).await);
        let varna = city.another_organisation("varna").await;
        let elena = city.person("elena").of(city.organisation).await;
        let boris = city.person("boris").of(varna).await;
        let id = publish(&p, &elena, None).await;
        let both = [say(&p, &boris, id, &opinion()).await.unwrap(), say(&p, &boris, id, &used(varna)).await.unwrap()];
        for one in both {
            service::remove(&p, &city.admin.who, one, "причина").await.unwrap();
            service::withdraw(&p, &boris.who, one).await.unwrap();
        }
        assert_eq!(refused(say(&p, &boris, id, &opinion()).await), "content-error-attest-twice");
        assert_eq!(refused(say(&p, &boris, id, &used(varna)).await), "content-error-attest-twice");
    }

    /// A review of what was removed is shown nowhere until that comes back.
    async fn a_review_goes_with_what_it_is_about(store: Store) {
        let (p, city) = (publishing(&store), city(&store).await);
        let (elena, boris) = (city.person("elena").await, city.person("boris").await);
        let id = publish(&p, &elena, None).await;
        let review = say(&p, &boris, id, &opinion()).await.unwrap();
        service::remove(&p, &city.admin.who, id, "причина").await.unwrap();
        let page = |who: Who| { let (p, store) = (p.clone(), store.clone()); async move {
            read::page(&mut store.read(), p.kinds(), &who, review, &[]).await
        } };
        assert!(matches!(page(Who::Visitor).await, Err(Error::Gone)));
        assert!(read::revisions(&mut store.read(), &Who::Visitor, review).await.is_err());
        service::restore(&p, &city.admin.who, id).await.unwrap();
        assert!(page(Who::Visitor).await.is_ok());
    }

    /// Saying the same again means that one has read the thing as it is now.
    async fn the_same_said_again_speaks_of_what_is_now(store: Store, clock: TestClock) {
        let (p, city) = (publishing(&store), city(&store).await);
        let (elena, boris) = (city.person("elena").await, city.person("boris").await);
        let id = publish(&p, &elena, None).await;
        let review = say(&p, &boris, id, &opinion()).await.unwrap();
        clock.advance(Duration::from_secs(1));
        let changed = Draft { title: "Ново".into(), ..sheet(None) };
        service::edit(&p, &elena.who, id, &changed, "", None).await.unwrap();
        service::edit(&p, &boris.who, review, &opinion(), "", None).await.unwrap();
        assert!(!said(&p, &Who::Visitor, id, Voice::Review).await[0].earlier);
        assert!(read::revisions(&mut store.read(), &Who::Visitor, review).await.unwrap().is_empty());
    }
}
