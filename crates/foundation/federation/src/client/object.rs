//! Fetching a thing by its id, so that what is returned is what its origin says of it.

use bytes::Bytes;
use serde_json::Value;
use url::Url;

use super::{Accept, Budget, Client, Error};
use crate::{document, signature::Signer};

/// A document that was found at its own `id`.
#[derive(Debug, Clone)]
pub struct Object {
    /// Its id, equal to the address it was found at. It may differ from the address that was asked
    /// for, and it alone says what this is.
    pub id: String,
    /// The document.
    pub value: Value,
    /// The document as it came.
    pub bytes: Bytes,
}

impl Client {
    /// Fetches an ActivityPub document whose `id` is its address. A document found elsewhere (a
    /// page's address, a key's) is fetched once more at its `id` if that has the same origin, and
    /// must then be there (`federation.md` §6). Any status but success is [`Error::Status`].
    pub async fn get_object(
        &self,
        url: &Url,
        signer: Option<&Signer>,
        budget: &Budget,
    ) -> Result<Object, Error> {
        let (found, at) = self.get_value(url, signer, budget).await?;
        match found.identity(&at) {
            Some(true) => Ok(found),
            Some(false) => {
                let id = document::iri(&found.id).ok_or(Error::Identity)?;
                let (again, at) = self.get_value(&id, signer, budget).await?;
                let same = again.id == found.id && again.identity(&at) == Some(true);
                if same { Ok(again) } else { Err(Error::Identity) }
            }
            None => Err(Error::Identity),
        }
    }

    async fn get_value(
        &self,
        url: &Url,
        signer: Option<&Signer>,
        budget: &Budget,
    ) -> Result<(Object, Url), Error> {
        let fetched = self.get_document(url, Accept::Activity, signer, budget).await?.ok()?;
        budget.weigh(fetched.bytes.len())?;
        let value = document::parse(&fetched.bytes)?;
        let id = document::id_of(&value).ok_or(Error::Identity)?.to_owned();
        Ok((Object { id, value, bytes: fetched.bytes }, fetched.final_url))
    }
}

impl Object {
    /// Whether the document was found at its id; `None` when its id belongs to another origin.
    fn identity(&self, found_at: &Url) -> Option<bool> {
        let mut id = document::iri(&self.id)?;
        let fragment = id.fragment().is_some();
        id.set_fragment(None);
        if id.origin() != found_at.origin() {
            return None;
        }
        Some(!fragment && id == *found_at)
    }
}
