// SPDX-License-Identifier: Apache-2.0
package io.switchgear.okhttp;

import io.switchgear.testkit.Guarded;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** The contract, for calls on the caller's thread. */
class ExecuteContractTest extends OkHttpContract {
    @Override
    Guarded calls(OkHttpClient client, Request request) {
        return Guarded.blocking(() -> {
            try (Response response = client.newCall(request).execute()) {
                response.body().bytes();
                return response.code();
            }
        });
    }
}
