package outside;

import io.switchgear.spring.CircuitBreaker;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@SpringBootApplication
public class Outside {
    static final AtomicBoolean DOWN = new AtomicBoolean();

    public static void main(String[] arguments) {
        SpringApplication.run(Outside.class, arguments);
    }

    @Component
    public static class Warehouse {
        @CircuitBreaker(name = "warehouse", fallbackMethod = "unknown")
        public String stock() {
            if (DOWN.get()) {
                throw new IllegalStateException("the warehouse burns");
            }
            return "7 left";
        }

        private String unknown(RuntimeException any) {
            return "unknown";
        }
    }

    @RestController
    static class Shop {
        private final Warehouse warehouse;

        Shop(Warehouse warehouse) {
            this.warehouse = warehouse;
        }

        @GetMapping("/stock")
        String stock() {
            return warehouse.stock();
        }
    }
}
