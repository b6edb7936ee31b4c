//! What one needs to let somebody in: the slow hash of passwords and the counters of attempts.

use std::sync::{Arc, OnceLock};

use axum::response::Response;
use domain::Time;
use people::{Attempts, Passwords, SignedIn, sign_in::Limits};
use web::{Ctx, cookies};

/// Hasher and counters of one house, made when the first person comes to the door. Cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct Doors(Arc<OnceLock<(Passwords, Attempts)>>);

impl Doors {
    fn open(&self, ctx: &Ctx) -> &(Passwords, Attempts) {
        let world = ctx.store().world();
        self.0.get_or_init(|| (Passwords::new(world), Attempts::new(world, Limits::default())))
    }

    /// Hashes and verifies passwords.
    pub(crate) fn passwords(&self, ctx: &Ctx) -> &Passwords {
        &self.open(ctx).0
    }

    /// Counts attempts.
    pub(crate) fn attempts(&self, ctx: &Ctx) -> &Attempts {
        &self.open(ctx).1
    }
}

/// Sends somebody who has just signed in onward, with her cookie and a message.
pub(crate) fn enter(
    ctx: &Ctx,
    signed_in: &SignedIn,
    path: &str,
    key: &str,
) -> web::Result<Response> {
    let mut response = ctx.done(path, key)?;
    let seconds = seconds_until(ctx.now, signed_in.expires_at);
    cookies::sign_in(&mut response, &ctx.app, signed_in.token.as_str(), seconds);
    Ok(response)
}

fn seconds_until(now: Time, then: Time) -> i64 {
    i64::try_from(then.since(now).as_secs()).unwrap_or(i64::MAX)
}

/// The program that is at the door.
pub(crate) fn client(ctx: &Ctx) -> people::Client {
    ctx.client()
}
