// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak;

import io.switchgear.toolkit.service.Pages;
import io.switchgear.toolkit.service.ServiceProcess;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** Starts a service, stops it with SIGSTOP, and waits to be killed. */
final class StoppedServiceHolder {
    private StoppedServiceHolder() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        ServiceProcess service = ServiceProcess.start(Pages.ANY, 0, "Nothing", (path, said) -> {});
        service.stop();
        System.out.println("service in process " + service.pid());
        new CountDownLatch(1).await();
    }
}
