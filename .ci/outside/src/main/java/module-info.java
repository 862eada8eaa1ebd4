module outside {
    requires io.switchgear.core;
    requires io.switchgear.httpclient;
    requires java.net.http;
}
