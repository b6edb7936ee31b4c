//! What a city reads of itself after a start, before anybody asks.

use std::time::Duration;

use guildhall_tests::cities;

/// Longer than any machine takes for it; nothing is said of how long it takes.
const PATIENCE: Duration = Duration::from_secs(120);

cities! {
    async fn the_words_of_filters_are_read_before_anybody_asks(net: Network) {
        let town = net.city("a").await;
        let read = async {
            while !town.city.app.facets().is_read() {
                tokio::time::sleep(Duration::from_millis(3)).await;
            }
        };
        tokio::time::timeout(PATIENCE, read).await.expect("they are read without a reader");
        // It ends with the city, whether it has been done or is at work.
        let other = net.city("b").await;
        town.city.stop().await;
        other.city.stop().await;
    }
}
