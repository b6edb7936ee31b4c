//! What bodies of requests may hold together. Each is bounded, but anybody opens as many connections as
//! she likes and sends all but the end: where too much has come in, whoever has been sending longest is
//! cut off. Who means well sends in a moment, and is not among them.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use axum::{
    body::{Body, Bytes, HttpBody as _},
    extract::{Request, State},
    http::StatusCode,
    middleware::Next,
    response::{IntoResponse, Response},
};
use bytes::BytesMut;
use futures::{Stream, StreamExt as _, stream};
use tokio::sync::Notify;

/// Bytes that all bodies together may hold while they are read and answered.
const MOST: usize = 4 * 1024 * 1024;
/// Bytes of one body that are counted: most handlers keep no more in memory.
const COUNTED: usize = 1024 * 1024;
/// Bytes that those together may hold which are kept as a whole (see [`Seat`]): two tables of the largest
/// size, and somewhat more. They are no burden to all others, and no others to them.
const MOST_KEPT: usize = 20 * 1024 * 1024;

/// The pool of those that are kept as a whole.
const KEPT: usize = 1;

/// Whose bodies are under way, the oldest first. Cloning shares it.
#[derive(Clone)]
pub(crate) struct Crowd(Arc<Mutex<Inside>>);

struct Inside {
    /// All but those that are kept as a whole, and those.
    pools: [Pool; 2],
    next: u64,
    all: BTreeMap<u64, One>,
}

struct Pool {
    most: usize,
    held: usize,
}

struct One {
    held: usize,
    /// To which of the pools it belongs.
    pool: usize,
    /// Told when it is cut off; nothing once all of it has come.
    cut: Option<Arc<Notify>>,
}

/// A body's place, until its request is answered.
struct Place(Crowd, u64);

/// What a handler knows of the place of its body.
#[derive(Clone)]
pub(crate) struct Seat {
    crowd: Crowd,
    number: u64,
}

impl Seat {
    /// The whole body is going to be kept in memory, and counts with all its bytes.
    pub(crate) fn keep(&self) {
        let inside = &mut *self.crowd.lock();
        let Some(one) = inside.all.get_mut(&self.number) else { return };
        inside.pools[one.pool].held -= one.held;
        one.pool = KEPT;
        inside.pools[KEPT].held += one.held;
    }
}

impl Default for Crowd {
    fn default() -> Self {
        Self::new(MOST, MOST_KEPT)
    }
}

impl Crowd {
    fn new(most: usize, kept: usize) -> Self {
        let pools = [most, kept].map(|most| Pool { most, held: 0 });
        let inside = Inside { pools, next: 0, all: BTreeMap::new() };
        Self(Arc::new(Mutex::new(inside)))
    }

    fn lock(&self) -> MutexGuard<'_, Inside> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn enter(&self) -> (Place, Arc<Notify>) {
        let mut inside = self.lock();
        let (number, cut) = (inside.next, Arc::new(Notify::new()));
        inside.next += 1;
        inside.all.insert(number, One { held: 0, pool: 0, cut: Some(cut.clone()) });
        (Place(self.clone(), number), cut)
    }

    /// More of a body has come. Where that is too much in all, the oldest that still comes is cut off.
    fn add(&self, number: u64, bytes: usize) {
        let Inside { pools, all, .. } = &mut *self.lock();
        let Some(one) = all.get_mut(&number) else { return };
        let which = one.pool;
        let most = if which == KEPT { usize::MAX } else { COUNTED };
        let more = bytes.min(most.saturating_sub(one.held));
        one.held += more;
        let pool = &mut pools[which];
        pool.held += more;
        while pool.held > pool.most {
            let mut coming = all.values_mut().filter(|one| one.pool == which);
            let Some(oldest) = coming.find(|one| one.cut.is_some()) else {
                return;
            };
            pool.held -= oldest.held;
            oldest.held = 0;
            if let Some(cut) = oldest.cut.take() {
                cut.notify_one();
            }
        }
    }

    /// All of a body has come.
    fn whole(&self, number: u64) {
        if let Some(one) = self.lock().all.get_mut(&number) {
            one.cut = None;
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut inside = self.0.lock();
        if let Some(one) = inside.all.remove(&self.1) {
            inside.pools[one.pool].held -= one.held;
        }
    }
}

/// Counts the body of a request, and cuts it off when it is its turn.
pub(crate) async fn counted(State(crowd): State<Crowd>, request: Request, next: Next) -> Response {
    if request.body().is_end_stream() {
        return next.run(request).await;
    }
    let (place, cut) = crowd.enter();
    let number = place.1;
    let seat = Seat { crowd: crowd.clone(), number };
    let mut request = request.map(|body| Body::from_stream(gathered(crowd, number, body)));
    request.extensions_mut().insert(seat);
    tokio::select! {
        response = next.run(request) => response,
        () = cut.notified() => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

/// A body in one piece, or in several as large as what is counted: kept one by one, a few bytes would
/// hold the whole buffer that they came in.
fn gathered(
    crowd: Crowd,
    number: u64,
    body: Body,
) -> impl Stream<Item = Result<Bytes, axum::Error>> + Send {
    stream::unfold(body.into_data_stream().fuse(), move |mut pieces| {
        let crowd = crowd.clone();
        async move {
            let mut gathered = BytesMut::new();
            while gathered.len() < COUNTED {
                match pieces.next().await {
                    Some(Ok(piece)) => {
                        crowd.add(number, piece.len());
                        gathered.extend_from_slice(&piece);
                    }
                    Some(Err(e)) => return Some((Err(e), pieces)),
                    None => {
                        crowd.whole(number);
                        break;
                    }
                }
            }
            let whole = gathered.freeze();
            (!whole.is_empty()).then_some((Ok(whole), pieces))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_body_comes_whole_in_few_pieces() {
        let crowd = Crowd::default();
        let (place, _) = crowd.enter();
        let bits =
            stream::iter((0..COUNTED / 1000 * 2).map(|_| Ok::<_, axum::Error>("x".repeat(1000))));
        let pieces = gathered(crowd.clone(), place.1, Body::from_stream(bits));
        let lengths: Vec<usize> = pieces.map(|p| p.unwrap().len()).collect().await;
        assert_eq!(lengths.iter().sum::<usize>(), COUNTED / 1000 * 2000);
        assert_eq!(lengths.len(), 2);
        assert!(crowd.lock().all[&place.1].cut.is_none(), "all of it has come");
        assert_eq!(crowd.lock().pools[0].held, COUNTED);
    }

    #[test]
    fn whoever_sends_longest_is_cut_off() {
        let crowd = Crowd::new(10, 0);
        let (whole, _) = crowd.enter();
        crowd.add(whole.1, 4);
        crowd.whole(whole.1);
        let (slow, _) = crowd.enter();
        crowd.add(slow.1, 5);
        let (quick, _) = crowd.enter();
        crowd.add(quick.1, 6);
        let is_cut = |place: &Place| crowd.lock().all[&place.1].cut.is_none();
        assert!(is_cut(&slow) && !is_cut(&quick));
        assert_eq!(crowd.lock().pools[0].held, 10);
        crowd.add(quick.1, 1);
        assert!(is_cut(&quick), "what is whole already is not cut off for her");
        drop((whole, slow, quick));
        let inside = crowd.lock();
        assert_eq!((inside.pools[0].held, inside.all.len()), (0, 0));
    }

    #[test]
    fn what_is_kept_as_a_whole_counts_as_a_whole() {
        let crowd = Crowd::new(10, 3 * COUNTED);
        let (page, _) = crowd.enter();
        crowd.add(page.1, 9);
        let table = || {
            let (place, _) = crowd.enter();
            Seat { crowd: crowd.clone(), number: place.1 }.keep();
            place
        };
        let (first, second) = (table(), table());
        crowd.add(first.1, 2 * COUNTED);
        let is_cut = |place: &Place| crowd.lock().all[&place.1].cut.is_none();
        assert!(!is_cut(&first) && !is_cut(&page), "it is no burden to pages");
        crowd.add(second.1, 2 * COUNTED);
        assert!(is_cut(&first) && !is_cut(&second) && !is_cut(&page));
        assert_eq!(crowd.lock().pools[KEPT].held, 2 * COUNTED);
        drop((first, second));
        assert_eq!(crowd.lock().pools[KEPT].held, 0);
    }
}
