package io.switchgear.simulation;
public final class Main { public static void main(String... a){ io.switchgear.simulation.table.Scratch.main(a);} }
