package com.sexyresume.app.journeys;

import com.sexyresume.app.SexyResume;
import java.io.IOException;

/** The application, which ends when the pipe of its standard input does: it never outlives who started it. */
final class OwnedApplication {

    private OwnedApplication() {}

    public static void main(String[] arguments) {
        Thread.ofPlatform().daemon().name("owner").start(() -> {
            try {
                while (System.in.read() >= 0) {
                    Thread.onSpinWait();
                }
            } catch (IOException gone) {
                Runtime.getRuntime().halt(1);
            }
            Runtime.getRuntime().halt(0);
        });
        SexyResume.main(arguments);
    }
}
