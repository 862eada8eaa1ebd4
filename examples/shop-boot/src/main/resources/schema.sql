create table if not exists orders (number serial primary key, product text not null, amount text not null);
