// SPDX-License-Identifier: Apache-2.0
package org.reactivestreams;

/** Stands in for the interface of that name, which core knows by its name only. */
public interface Publisher<T> {}
