package dev.hadrill.dist;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Each test finds the lab whole, and leaves it so. */
record WholeLab(Product product) implements BeforeEachCallback, AfterEachCallback {
    WholeLab() {
        this(new Product());
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        product.assertLabIsWhole();
    }

    @Override
    public void afterEach(ExtensionContext test) {
        product.assertLabIsWhole();
        product.close();
    }
}
