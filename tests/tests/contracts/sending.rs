//! Every kind of activity that leaves, as it comes to the inbox of a peer.

use std::collections::BTreeSet;

use federation::outgoing::Verb;
use guildhall_tests::cities;

use super::{
    house::House,
    life,
    readings::{Readings, name},
};

cities! {
    async fn what_a_city_sends_is_taken_everywhere(net: Network) {
        let h = House::new(&net).await;
        life::here(&h, &net).await;
        life::there(&h, &net).await;
        life::people(&h, &net).await;
        life::instances(&h, &net).await;
        let mut readings = Readings::new("Activities", |peer, document| peer.activity(document));
        let mut verbs = BTreeSet::new();
        for activity in h.sent() {
            // What others said is passed on as they said it.
            if !activity.to_string().contains("https://peer.example/said/") || activity["type"] != "Announce" {
                readings.read(&name(&activity), &activity);
            }
            verbs.insert(activity["type"].as_str().unwrap().to_owned());
        }
        readings.check();
        let all: BTreeSet<String> = Verb::ALL.iter().map(|v| v.as_str().to_owned()).collect();
        assert_eq!(verbs, all, "every activity is among them");
    }
}
