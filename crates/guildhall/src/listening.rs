//! Taking connections. Each costs a file and some memory from the moment it is opened, whether it asks
//! for anything or not: their number is bounded, and where it is reached whoever has been waiting
//! longest without asking makes room.

use std::{
    collections::HashMap,
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use axum::{Router, body::Body, extract::ConnectInfo};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{Notify, watch},
    task::JoinSet,
    time::{Instant, sleep},
};
use tower::ServiceExt as _;

/// How long nothing needs to be asked on a connection, and how long the head of a request may take:
/// longer than the proxies before us keep theirs, so that none is closed while they use it.
const QUIET: Duration = Duration::from_secs(150);
/// The most that is kept of a connection's input: a head must fit in.
const BUFFER: usize = 16 * 1024;
/// Connections at a time, where as many files may be open as one likes.
const MOST: usize = 4096;
/// The pause after the system gave no connection.
const TROUBLE: Duration = Duration::from_millis(100);

/// Answers until it is told to stop, then lets requests that are under way end.
pub(crate) async fn serve(listener: TcpListener, router: Router, stopped: watch::Receiver<bool>) {
    let seats = Seats::new(most());
    let mut open = JoinSet::new();
    let mut stop = stopped.clone();
    loop {
        tokio::select! {
            () = told(&mut stop) => break,
            Some(_) = open.join_next() => {}
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => {
                    let seat = seats.take();
                    open.spawn(connection(stream, peer, router.clone(), seat, stopped.clone()));
                }
                Err(error) => {
                    tracing::debug!(%error, "a connection could not be taken");
                    sleep(TROUBLE).await;
                }
            },
        }
    }
    drop(listener);
    while open.join_next().await.is_some() {}
}

async fn told(stopped: &mut watch::Receiver<bool>) {
    // An error means that the city was dropped, which also ends it.
    let _ = stopped.wait_for(|stop| *stop).await;
}

/// Half of the files that may be open are left to everything else.
fn most() -> usize {
    let files = rustix::process::getrlimit(rustix::process::Resource::Nofile).current;
    let files = files.and_then(|n| usize::try_from(n).ok()).unwrap_or(usize::MAX);
    (files / 2).clamp(64, MOST)
}

async fn connection(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    seat: Seat,
    mut stopped: watch::Receiver<bool>,
) {
    let seat = Arc::new(seat);
    let place = seat.clone();
    let service = service_fn(move |mut request: hyper::Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        let (router, busy) = (router.clone(), place.busy());
        async move {
            let answer = router.oneshot(request.map(Body::new)).await;
            drop(busy);
            answer
        }
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(QUIET).max_buf_size(BUFFER);
    let mut connection = std::pin::pin!(http.serve_connection(TokioIo::new(stream), service));
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = seat.leave.notified() => return,
        () = told(&mut stopped) => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection broke");
    }
}

/// Who has a connection open.
#[derive(Clone)]
struct Seats(Arc<Mutex<Room>>);

struct Room {
    most: usize,
    next: u64,
    taken: HashMap<u64, Sitting>,
}

struct Sitting {
    /// Since when it waits; nothing while a request of it is answered.
    waits: Option<Instant>,
    leave: Arc<Notify>,
}

/// A connection's seat, until it is dropped.
struct Seat {
    number: u64,
    leave: Arc<Notify>,
    seats: Seats,
}

/// While a request of a connection is answered.
struct Busy(Seats, u64);

impl Seats {
    fn new(most: usize) -> Self {
        Self(Arc::new(Mutex::new(Room { most, next: 0, taken: HashMap::new() })))
    }

    fn lock(&self) -> MutexGuard<'_, Room> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a seat. Where all are taken, whoever waits longest is asked to leave.
    fn take(&self) -> Seat {
        let mut room = self.lock();
        if room.taken.len() >= room.most {
            let waiting = room.taken.iter().filter_map(|(number, s)| Some((s.waits?, *number)));
            if let Some((_, longest)) = waiting.min()
                && let Some(gone) = room.taken.remove(&longest)
            {
                gone.leave.notify_one();
            }
        }
        let (number, leave) = (room.next, Arc::new(Notify::new()));
        room.next += 1;
        room.taken.insert(number, Sitting { waits: Some(Instant::now()), leave: leave.clone() });
        Seat { number, leave, seats: self.clone() }
    }

    fn set(&self, number: u64, waits: Option<Instant>) {
        if let Some(sitting) = self.lock().taken.get_mut(&number) {
            sitting.waits = waits;
        }
    }
}

impl Seat {
    fn busy(&self) -> Busy {
        self.seats.set(self.number, None);
        Busy(self.seats.clone(), self.number)
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.seats.lock().taken.remove(&self.number);
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.set(self.1, Some(Instant::now()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn whoever_waits_longest_makes_room() {
        let seats = Seats::new(3);
        let left = |seat: &Seat| !seats.lock().taken.contains_key(&seat.number);
        let first = seats.take();
        let busy = first.busy();
        let (second, third) = (seats.take(), seats.take());
        let fourth = seats.take();
        assert!(!left(&first) && left(&second) && !left(&third), "a request is not cut");
        second.leave.notified().await;
        drop(busy);
        drop(third);
        let fifth = seats.take();
        assert!(!left(&first) && !left(&fourth) && !left(&fifth), "there was room");
    }
}
