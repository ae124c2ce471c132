package dev.hadrill.starter.drill;

/**
 * What is said, and sent, when a person stops what is followed.
 *
 * @param update the workflow's update, which takes an {@code Abort}
 * @param left said by whoever does not wait for the end
 */
public record StopWords(String update, String question, String stopping, String left) {
    public static final StopWords OF_A_DRILL = new StopWords(
            "abort",
            "Abort the drill and make the stack whole? Press Ctrl-C again within 10 s; without it the drill goes on.",
            "aborting ...",
            "left; the engine goes on making the stack whole, see: hadrill history");

    public static final StopWords OF_A_WATCH = new StopWords(
            "stop",
            "Stop observing? Press Ctrl-C again within 10 s.",
            "stopping ...",
            "left; what was seen is being kept, see: hadrill history");
}
