//! Conversations, marks, moderation and reports: on both databases.
#![expect(clippy::unwrap_used, reason = "tests")]

use domain::{ContentId, Error, Lang, Visibility, access::Who};
use guildhall_content::{
    self as content, Publishing,
    read::{self, Filter, Thread, Tombstone},
    service::{self, Change, Decision, Event, NewComment, Outgoing, outgoing::Handled},
    testing::{post, publishing, reply},
};
use people::{avoidance, testing::city};
use store::{Store, TestClock, Tx};

async fn tree(p: &Publishing, who: &Who, root: ContentId) -> Vec<Thread> {
    read::thread(&mut p.store().read(), who, root, &Lang::bulgarian(), None).await.unwrap().0
}

/// The conversation as indented lines.
fn lines(threads: &[Thread], depth: usize) -> String {
    threads
        .iter()
        .flat_map(|t| {
            let text = match t.comment.tombstone() {
                Some(Tombstone::Withdrawn) => "†".to_owned(),
                Some(Tombstone::Removed) => format!("✗{}", t.comment.html.len().min(1)),
                None => content::markdown::plain(&t.comment.html),
            };
            ["-".repeat(depth), text, "|".to_owned(), lines(&t.replies, depth + 1)]
        })
        .collect()
}

async fn count(p: &Publishing, who: &Who, id: ContentId) -> i64 {
    let page = read::page(&mut p.store().read(), p.kinds(), who, id, &[]).await.unwrap();
    page.content.comment_count
}

store::on_both! {
    async fn answers_stand_under_what_they_answer(store: Store, clock: TestClock) {
        let (p, city) = (publishing(&store), city(&store).await);
        let who = city.admin.who;
        let boris = city.person("boris").await.who;
        let root = service::publish(&p, &who, &post("Въпрос", None)).await.unwrap();
        let tick = || clock.advance(std::time::Duration::from_secs(1));
        let a = reply(&p, &boris, root, "а").await;
        tick();
        let b = reply(&p, &who, root, "б").await;
        tick();
        let aa = reply(&p, &who, a, "аа").await;
        tick();
        reply(&p, &boris, aa, "ааа").await;
        tick();
        reply(&p, &boris, b, "бб").await;
        assert_eq!(lines(&tree(&p, &Who::Visitor, root).await, 0), "а|-аа|--ааа|б|-бб|");
        assert_eq!(count(&p, &who, root).await, 5);

        service::withdraw(&p, &who, aa).await.unwrap();
        service::remove(&p, &who, a, "назовава човек").await.unwrap();
        assert_eq!(lines(&tree(&p, &Who::Visitor, root).await, 0), "✗0|-†|--ааа|б|-бб|");
        assert_eq!(lines(&tree(&p, &who, root).await, 0), "✗1|-†|--ааа|б|-бб|", "a moderator still reads it");
        assert_eq!(tree(&p, &boris, root).await[0].comment.removal_reason, "назовава човек");
        assert_eq!(count(&p, &who, root).await, 3);
        service::restore(&p, &who, a).await.unwrap();
        assert_eq!(count(&p, &who, root).await, 4);

        service::withdraw(&p, &who, root).await.unwrap();
        assert_eq!(lines(&tree(&p, &Who::Visitor, root).await, 0), "а|-†|--ааа|б|-бб|", "others' words stay");
        let refused = service::comment(&p, &boris, NewComment::new(a, Lang::bulgarian(), "още")).await;
        assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
    }

    async fn a_tombstone_without_answers_is_left_out(store: Store) {
        let (p, city) = (publishing(&store), city(&store).await);
        let who = city.admin.who;
        let root = service::publish(&p, &who, &post("Въпрос", None)).await.unwrap();
        let a = reply(&p, &who, root, "а").await;
        let aa = reply(&p, &who, a, "аа").await;
        service::withdraw(&p, &who, a).await.unwrap();
        assert_eq!(lines(&tree(&p, &who, root).await, 0), "†|-аа|");
        service::withdraw(&p, &who, aa).await.unwrap();
        assert!(tree(&p, &who, root).await.is_empty());
    }

    async fn what_is_closed_takes_no_answers(store: Store) {
        let (p, city) = (publishing(&store), city(&store).await);
        let elena = city.person("elena").await;
        let jobs = city.community("jobs").by(&elena).await;
        let boris = city.person("boris").member_of(jobs).await;
        let root = service::publish(&p, &boris.who, &post("Въпрос", Some(jobs))).await.unwrap();
        let a = reply(&p, &boris.who, root, "а").await;
        assert!(matches!(service::lock(&p, &boris.who, root, true).await, Err(Error::Forbidden(_))));
        service::lock(&p, &elena.who, root, true).await.unwrap();
        for parent in [root, a] {
            let refused = service::comment(&p, &boris.who, NewComment::new(parent, Lang::bulgarian(), "б")).await;
            assert!(matches!(refused, Err(Error::Forbidden("content-error-locked"))), "{refused:?}");
        }
        service::lock(&p, &elena.who, root, false).await.unwrap();
        reply(&p, &boris.who, a, "б").await;
        let outsider = city.person("vera").await;
        let refused = service::comment(&p, &outsider.who, NewComment::new(root, Lang::bulgarian(), "в")).await;
        assert!(matches!(refused, Err(Error::Forbidden("error-forbidden"))));
        let empty = service::comment(&p, &boris.who, NewComment::new(root, Lang::bulgarian(), "  ")).await;
        assert!(matches!(empty, Err(Error::Invalid(e)) if e.of("body").is_some()));
    }

    async fn who_is_blocked_does_not_meet_the_blocker(store: Store) {
        let (p, city) = (publishing(&store), city(&store).await);
        let (elena, boris, vera) =
            (city.person("elena").await, city.person("boris").await, city.person("vera").await);
        let root = service::publish(&p, &elena.who, &post("Въпрос", None)).await.unwrap();
        let by_vera = reply(&p, &vera.who, root, "от Вера").await;
        avoidance::avoid(&store, &elena.who, boris.actor, avoidance::Avoidance::Block).await.unwrap();
        for parent in [root, by_vera] {
            let refused = service::comment(&p, &boris.who, NewComment::new(parent, Lang::bulgarian(), "х")).await;
            assert!(matches!(refused, Err(Error::Forbidden("content-error-blocked"))), "{refused:?}");
        }
        avoidance::avoid(&store, &elena.who, vera.actor, avoidance::Avoidance::Mute).await.unwrap();
        service::publish(&p, &vera.who, &post("На Вера", None)).await.unwrap();
        let bg = Lang::bulgarian();
        let all = Filter::default();
        let seen = read::list(&mut store.read(), &elena.who, &all, &bg, None, 9).await.unwrap();
        assert_eq!(seen.items.len(), 1, "what a muted person wrote is not listed");
        let seen = read::list(&mut store.read(), &boris.who, &all, &bg, None, 9).await.unwrap();
        assert_eq!(seen.items.len(), 2);
        assert!(tree(&p, &elena.who, root).await[0].comment.muted);
        assert!(!tree(&p, &boris.who, root).await[0].comment.muted);
    }

    async fn those_who_are_answered_are_told_once(store: Store) {
        let (p, city) = (publishing(&store), city(&store).await);
        let (elena, boris) = (city.person("elena").await, city.person("boris").await);
        let root = service::publish(&p, &elena.who, &post("Въпрос", None)).await.unwrap();
        let mut q = store.read();
        let a = reply(&p, &boris.who, root, "а").await;
        assert_eq!(people::notifications::unread(&mut q, elena.actor).await.unwrap(), 1);
        reply(&p, &elena.who, a, "благодаря").await;
        assert_eq!(people::notifications::unread(&mut q, boris.actor).await.unwrap(), 1);
        assert_eq!(people::notifications::unread(&mut q, elena.actor).await.unwrap(), 1, "not of her own answer");
        service::withdraw(&p, &boris.who, a).await.unwrap();
        assert_eq!(people::notifications::unread(&mut q, elena.actor).await.unwrap(), 0, "nothing tells of what is gone");
    }

    async fn an_answer_is_accepted_and_forgotten_when_it_goes(store: Store) {
        let (p, city) = (publishing(&store), city(&store).await);
        let (elena, boris) = (city.person("elena").await, city.person("boris").await);
        let plain = service::publish(&p, &elena.who, &post("Обмен", None)).await.unwrap();
        let to_plain = reply(&p, &boris.who, plain, "а").await;
        let refused = service::accept_answer(&p, &elena.who, to_plain).await;
        assert!(matches!(refused, Err(Error::Conflict("content-error-no-question"))));
        let mut question = post("Въпрос", None);
        question.values.insert("ask".into(), true.into());
        let root = service::publish(&p, &elena.who, &question).await.unwrap();
        let answer = reply(&p, &boris.who, root, "а").await;
        assert!(matches!(service::accept_answer(&p, &boris.who, answer).await, Err(Error::Forbidden(_))));
        service::accept_answer(&p, &elena.who, answer).await.unwrap();
        let answered = Filter { answered: Some(true), ..Filter::default() };
        let listed = || async {
            read::list(&mut store.read(), &Who::Visitor, &answered, &Lang::bulgarian(), None, 9).await.unwrap().items.len()
        };
        assert_eq!(listed().await, 1);
        service::unaccept_answer(&p, &elena.who, answer).await.unwrap();
        assert_eq!(listed().await, 0);
        service::accept_answer(&p, &elena.who, answer).await.unwrap();
        service::withdraw(&p, &boris.who, answer).await.unwrap();
        assert_eq!(listed().await, 0);
    }

    async fn marks_are_counted_once(store: Store) {
        let (p, city) = (publishing(&store), city(&store).await);
        let (elena, boris) = (city.person("elena").await, city.person("boris").await);
        let id = service::publish(&p, &elena.who, &post("Въпрос", None)).await.unwrap();
        for _ in 0..2 {
            service::react(&p, &boris.who, id).await.unwrap();
            service::bookmark(&p, &boris.who, id).await.unwrap();
        }
        let page = read::page(&mut store.read(), p.kinds(), &boris.who, id, &[]).await.unwrap();
        assert_eq!((page.content.reaction_count, page.reacted, page.bookmarked), (1, true, true));
        let mine = Filter { bookmarked: true, ..Filter::default() };
        let bg = Lang::bulgarian();
        assert_eq!(read::list(&mut store.read(), &boris.who, &mine, &bg, None, 9).await.unwrap().items.len(), 1);
        assert_eq!(read::list(&mut store.read(), &elena.who, &mine, &bg, None, 9).await.unwrap().items.len(), 0);
        for _ in 0..2 {
            service::unreact(&p, &boris.who, id).await.unwrap();
            service::unbookmark(&p, &boris.who, id).await.unwrap();
        }
        let page = read::page(&mut store.read(), p.kinds(), &boris.who, id, &[]).await.unwrap();
        assert_eq!((page.content.reaction_count, page.reacted, page.bookmarked), (0, false, false));
        assert!(matches!(service::react(&p, &Who::Visitor, id).await, Err(Error::SignIn)));
    }

    async fn a_report_is_decided_once_for_all(store: Store) {
        let (p, city) = (publishing(&store), city(&store).await);
        let elena = city.person("elena").await;
        let jobs = city.community("jobs").by(&elena).visible(Visibility::Members).await;
        let boris = city.person("boris").member_of(jobs).await;
        let vera = city.person("vera").member_of(jobs).await;
        let outsider = city.person("outsider").await;
        let id = service::publish(&p, &boris.who, &post("Лошо", Some(jobs))).await.unwrap();
        let report = |who, reason: &'static str, detail: &'static str| {
            let p = p.clone();
            async move { service::report(&p, &who, id, reason, detail).await }
        };
        assert!(matches!(report(vera.who, "boredom", "").await, Err(Error::Invalid(e)) if e.of("reason").is_some()));
        assert!(matches!(report(vera.who, "other", " ").await, Err(Error::Invalid(e)) if e.of("detail").is_some()));
        assert!(matches!(report(outsider.who, "spam", "").await, Err(Error::NotFound)));
        report(vera.who, "spam", "").await.unwrap();
        report(vera.who, "offence", "").await.unwrap();
        report(elena.who, "offence", "да").await.unwrap();
        let mut q = store.read();
        assert!(matches!(service::reports(&mut q, &vera.who, Some(jobs), false).await, Err(Error::Forbidden(_))));
        assert!(matches!(service::reports(&mut q, &elena.who, None, false).await, Err(Error::Forbidden(_) | Error::NotFound)));
        let queue = service::reports(&mut q, &elena.who, Some(jobs), false).await.unwrap();
        assert_eq!(queue.len(), 2);
        assert_eq!((queue[0].title.as_str(), queue[0].author_handle.as_str()), ("Лошо", "boris"));
        assert!(queue[0].excerpt.contains("Текст"));
        let moderator = city.person("moderator").moderator().await;
        let seen = service::reports(&mut q, &moderator.who, None, false).await.unwrap();
        assert_eq!((seen.len(), seen[0].excerpt.as_str()), (2, ""), "a moderator from outside reads no members' text");
        assert_eq!(service::open_reports(&mut q, &moderator.who, None).await.unwrap(), 2);
        let remove = Decision::Remove("обидно".into());
        assert!(matches!(service::decide_report(&p, &vera.who, queue[0].id, &remove).await, Err(Error::NotFound)));
        let silent = Decision::Remove(String::new());
        assert!(matches!(service::decide_report(&p, &elena.who, queue[0].id, &silent).await, Err(Error::Invalid(_))));
        service::decide_report(&p, &elena.who, queue[0].id, &remove).await.unwrap();
        let late = service::decide_report(&p, &elena.who, queue[1].id, &Decision::Dismiss(String::new())).await;
        assert!(matches!(late, Err(Error::Conflict("content-error-decided"))));
        assert!(service::reports(&mut q, &elena.who, Some(jobs), false).await.unwrap().is_empty());
        let decided = service::reports(&mut q, &elena.who, Some(jobs), true).await.unwrap();
        assert_eq!((decided.len(), decided[0].decision.as_str()), (2, "remove"));
        assert!(matches!(read::page(&mut q, p.kinds(), &vera.who, id, &[]).await, Err(Error::Gone)));
        assert!(matches!(read::page(&mut q, p.kinds(), &outsider.who, id, &[]).await, Err(Error::NotFound)));
        let seen = read::page(&mut q, p.kinds(), &elena.who, id, &[]).await.unwrap();
        assert_eq!(seen.removal_reason, "обидно");
        assert!(people::notifications::unread(&mut q, boris.actor).await.unwrap() > 0);
    }

    async fn pins_stand_in_communities(store: Store) {
        let (p, city) = (publishing(&store), city(&store).await);
        let elena = city.person("elena").await;
        let jobs = city.community("jobs").by(&elena).await;
        let id = service::publish(&p, &elena.who, &post("Правила", Some(jobs))).await.unwrap();
        let alone = service::publish(&p, &elena.who, &post("Сама", None)).await.unwrap();
        service::pin(&p, &elena.who, id, true).await.unwrap();
        let pinned = Filter { pinned: Some(true), group: Some(jobs), ..Filter::default() };
        let list = read::list(&mut store.read(), &Who::Visitor, &pinned, &Lang::bulgarian(), None, 9).await.unwrap();
        assert_eq!(list.items.len(), 1);
        assert!(matches!(service::pin(&p, &city.admin.who, alone, true).await, Err(Error::Conflict("content-error-pin"))));
    }

    async fn handlers_learn_in_the_same_transaction(store: Store) {
        struct Refuser;
        impl Outgoing for Refuser {
            fn handle<'a>(&'a self, _: &'a mut Tx, event: &'a Event) -> Handled<'a> {
                Box::pin(async move {
                    match event.change {
                        Change::Created => Ok(()),
                        _ => Err(Error::Conflict("refused")),
                    }
                })
            }
        }
        let city = city(&store).await;
        let p = publishing(&store).with(Refuser);
        let id = service::publish(&p, &city.admin.who, &post("Въпрос", None)).await.unwrap();
        assert!(service::react(&p, &city.admin.who, id).await.is_err());
        let page = read::page(&mut store.read(), p.kinds(), &city.admin.who, id, &[]).await.unwrap();
        assert_eq!((page.content.reaction_count, page.reacted), (0, false), "nothing of it was kept");
    }
}
